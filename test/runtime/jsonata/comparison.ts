import type fc from 'fast-check';
import type { compileExpression, Bindings, GuardOptions } from '../../../src/runtime/jsonata/compile';

/** What one side makes of an expression; `result` is text, in which nothing is not null. */
export interface Outcome {
  result?: string;
  code?: string;
  position?: number;
  token?: unknown;
  crash?: string;
}

export interface Comparison {
  /** `same`, `different`, or why a difference does not count. */
  verdict: string;
  reference: Outcome;
  compiled: Outcome;
}

export interface Case {
  text: string;
  input?: unknown;
  bindings?: Bindings | undefined;
}

/** The modules of `npm run fuzz`, which are JavaScript so that it needs no build of its own. */
export const { compare, deepFreeze } = jest.requireActual<{
  compare: (compile: typeof compileExpression, example: Case, guards?: GuardOptions) => Promise<Comparison>;
  deepFreeze: <T>(value: T) => T;
}>('../../../scripts/differential/compare');

export const { expressions } = jest.requireActual<{ expressions: fc.Arbitrary<string> }>(
  '../../../scripts/differential/grammar',
);

export const { bindings, inputs } = jest.requireActual<{
  bindings: fc.Arbitrary<Bindings | undefined>;
  inputs: fc.Arbitrary<unknown>;
}>('../../../scripts/differential/inputs');
