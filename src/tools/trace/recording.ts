import type { Ast } from '../../runtime/jsonata/ast';
import type { Expression } from '../../runtime/workflow/expressions';
import type { WorkflowSource } from '../../runtime/workflow/source';

/** What happened while one event went through a workflow. */
export interface Recording {
  /** The first workflow that is made of expressions: an inner one when workflow-engine ran the feature's own. */
  workflow?: WorkflowRun;
  /** What the steps gave, by name, as far as they ran. */
  outputs?: Readonly<Record<string, unknown>>;
  /** What ended it. */
  error?: unknown;
}

/** One run of a workflow, or of one that a step runs. */
export interface WorkflowRun {
  source: WorkflowSource | undefined;
  /** Those that it came to. */
  steps: StepRun[];
}

export interface StepRun {
  name: string;
  state: 'ran' | 'skipped' | 'failed';
  /** What the step was evaluated over. */
  input: unknown;
  output: unknown;
  milliseconds: number;
  evaluations: Evaluation[];
  /** One run of the step's workflow; several when it loops. */
  inner: WorkflowRun[];
}

/** One evaluation of an expression. */
export interface Evaluation {
  expression: Expression | undefined;
  ast: Ast;
  value: unknown;
  hasFailed: boolean;
  /** The values of its nodes in the order in which they came: arguments, items of arrays, whether conditions hold. */
  values: Map<Ast, unknown[]>;
}
