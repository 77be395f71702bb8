import type { Position } from '../coverage/coverage';
import type { StepShape } from '../../runtime/workflow/stepShape';

/** A mapping with one change. */
export interface Mutant {
  /** The workflow's file. */
  file: string;
  /** The table's file, if the change is in a table. */
  tableFile?: string;
  from: Position;
  to: Position;
  /** A description of the change. */
  label: string;
  change: Mutation;
  /** The indexes of the points of which one must be reached to detect the change. */
  points: readonly number[];
  /** The reason in an `equivalent:` comment, if there is one. */
  ignoreReason: string | undefined;
}

/** A change of one workflow file, or of a table that it binds. */
export type Mutation =
  | { kind: 'expression'; step: string; key: ExpressionField; text: string }
  | { kind: 'step'; step: string }
  | { kind: 'table'; binding: string; value: unknown };

export type ExpressionField = keyof StepShape &
  ('condition' | 'inputTemplate' | 'loopCondition' | 'template');

export interface MutantResult {
  mutant: Mutant;
  /** The golden that detected the mutant; undefined if it has survived. */
  killer: string | undefined;
}
