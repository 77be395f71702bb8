import type { Location } from '../../runtime/errors/destkitError';
import type { Ast } from '../../runtime/jsonata/ast';
import { SourceMap } from '../../runtime/jsonata/span';
import type { Expression, ExpressionKey } from '../../runtime/workflow/expressions';
import type { WorkflowSource } from '../../runtime/workflow/source';
import type { StepShape } from '../../runtime/workflow/stepShape';
import type { Evaluation, StepRun, WorkflowRun } from './recording';

/** A workflow at the place where it runs. */
export interface Frame {
  source: WorkflowSource;
  /** Undefined if it did not run. */
  run: WorkflowRun | undefined;
  /** The step that runs it; undefined for the feature's own workflow. */
  outer: { frame: Frame; step: StepShape } | undefined;
}

/** An expression at the place where it is evaluated. */
export interface PlacedExpression {
  frame: Frame;
  /** The step, or the step under its `else`. */
  step: StepShape;
  expression: Expression;
}

/** The run of a step; undefined if the workflow did not reach it. */
export function runOf({ run }: Frame, { name }: StepShape): StepRun | undefined {
  return run?.steps.find((step) => step.name === name);
}

/** The evaluation of an expression; undefined when there was none. */
export function evaluationOf({ frame, step, expression }: PlacedExpression): Evaluation | undefined {
  return runOf(frame, step)?.evaluations.find((each) => each.expression === expression);
}

/** The expression of a step under a key. */
export function expressionAt({ source }: Frame, step: StepShape, key: ExpressionKey): Expression | undefined {
  const own = source.expressions.filter((each) => each.step === step.name && each.key === key);
  const text = key === 'template' ? step.template : key === 'condition' ? step.condition : step.inputTemplate;
  return own.find((each) => each.text === text) ?? own[0];
}

/** The workflow that a step runs, at this place. */
export function innerFrame(frame: Frame, step: StepShape): Frame | undefined {
  const source = frame.source.inner.get(step.name);
  const runs = runOf(frame, step)?.inner ?? [];
  return source && { source, run: runs.length === 1 ? runs[0] : undefined, outer: { frame, step } };
}

/** `profile.device.usertime`: the step, after the steps whose workflows contain it. */
export function stepName({ frame: { outer }, step }: Pick<PlacedExpression, 'frame' | 'step'>): string {
  return outer ? `${stepName(outer)}.${step.name}` : step.name;
}

/** Where a step stands in its file. */
export function placeOfStep({ source }: Frame, step: StepShape): Location {
  const inFile = source.expressions.filter(({ path }) => path !== undefined);
  const own = inFile.find((each) => each.step === step.name)?.path?.slice(0, 2);
  const path = own ?? ['steps', source.workflow.steps.findIndex(({ name }) => name === step.name)];
  // A file without any expression has no document to ask.
  const placed = source.steps.find((each) => each.path === step.name)?.where;
  return (inFile[0]?.document.whereValue(path) ?? placed)?.at ?? { file: source.file, line: 1, column: 1 };
}

/** A node's place in its file, the text that it has there, and the lines around it. */
export interface NodePlace {
  at: Location;
  text: string;
  frame: string;
}

/** A cache: a trace needs each place repeatedly. */
const known = new WeakMap<Expression, { map: SourceMap; places: WeakMap<Ast, NodePlace> }>();

/** The place of a node; if the parser provides none, that of the whole expression. */
export function placeOf(node: Ast, expression: Expression): NodePlace {
  const { map, places } = known.get(expression) ?? {
    map: new SourceMap(expression.text),
    places: new WeakMap(),
  };
  known.set(expression, { map, places });
  const place = places.get(node) ?? findPlace(node, expression, map);
  places.set(node, place);
  return place;
}

function findPlace(node: Ast, expression: Expression, map: SourceMap): NodePlace {
  const { text, document } = expression;
  const { start, end } = map.spanOf(node) ?? { start: 0, end: text.length };
  const { at, frame } = expression.where(start, end - start);
  return {
    at: at ?? { file: document.file, line: 1, column: 1 },
    text: text.slice(start, end).replace(/\s+/g, ' ').trim(),
    frame: frame ?? '',
  };
}
