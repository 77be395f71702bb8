import type { Ast } from '../../runtime/jsonata/ast';

/** What happened while one event went through a workflow. */
export interface Recording {
  /** Undefined when the workflow is not made of expressions: workflow-engine ran it. */
  workflow?: WorkflowRun;
  /** What the steps gave, by name, as far as they ran. */
  outputs?: Readonly<Record<string, unknown>>;
  /** What ended it. */
  error?: unknown;
}

/** One run of a workflow, or of one that a step runs. */
export interface WorkflowRun {
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
  text: string;
  ast: Ast;
  input: unknown;
  value: unknown;
  hasFailed: boolean;
  /** The values of its nodes in the order in which they came: arguments, items of arrays, whether conditions hold. */
  values: Map<Ast, unknown[]>;
}

/** The only value that a watched node had in an evaluation; undefined when it had none, or several. */
export function onlyValue({ values }: Evaluation, node: Ast): { value: unknown } | undefined {
  const seen = values.get(node);
  return seen?.length === 1 ? { value: seen[0] } : undefined;
}

/** The evaluation of one of a step's expressions. */
export function evaluationOf(run: StepRun | undefined, text: string): Evaluation | undefined {
  return run?.evaluations.find((each) => each.text === text);
}
