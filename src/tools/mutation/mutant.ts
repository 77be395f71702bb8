import type { Position } from '../coverage/coverage';
import type { StepShape } from '../../runtime/workflow/stepShape';

/** A mapping with one change. */
export interface Mutant {
  /** The workflow's file. */
  file: string;
  /** The table's file, when the change is in there. */
  tableFile?: string;
  from: Position;
  to: Position;
  /** What was changed, in words. */
  label: string;
  change: Mutation;
  /** The numbers of the points of which one must be reached to notice. */
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
  /** The golden that noticed; undefined for a mutant that has survived. */
  killer: string | undefined;
}
