import type { Ast } from '../../runtime/jsonata/ast';
import type { Expression } from '../../runtime/workflow/expressions';
import type { WorkflowSource } from '../../runtime/workflow/source';

/** The recording of one event's run through a workflow. */
export interface Recording {
  /**
   * The first workflow that consists of expressions: an inner one if workflow-engine ran the feature's own workflow.
   */
  workflow?: WorkflowRun;
  /** The outputs of the steps that ran, by name. */
  outputs?: Readonly<Record<string, unknown>>;
  /** The error that ended the run. */
  error?: unknown;
}

/** One run of a workflow, either of a feature or of a step. */
export interface WorkflowRun {
  source: WorkflowSource | undefined;
  /** The steps that were reached. */
  steps: StepRun[];
}

export interface StepRun {
  name: string;
  state: 'ran' | 'skipped' | 'failed';
  /** The input of the step. */
  input: unknown;
  output: unknown;
  milliseconds: number;
  evaluations: Evaluation[];
  /** The runs of the step's workflow; several if it loops. */
  inner: WorkflowRun[];
}

/** One evaluation of an expression. */
export interface Evaluation {
  expression: Expression | undefined;
  ast: Ast;
  value: unknown;
  hasFailed: boolean;
  /**
   * The values of its nodes in the order in which they occurred: arguments, items of arrays, results of conditions.
   */
  values: Map<Ast, unknown[]>;
  /** Evaluates another text in the place of this one, over the same input, with one binding more. */
  repeat(text: string, name: string, binding: unknown): unknown;
}
