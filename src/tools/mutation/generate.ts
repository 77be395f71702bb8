import { ignoreReasonBefore, ignoreReasonIn } from '../coverage/ignoreComments';
import { positionOf, type Coverage, type Point } from '../coverage/coverage';
import { contains } from '../coverage/summary';
import { variableNames } from '../../runtime/jsonata/analyse';
import { parse } from '../../runtime/jsonata/compile';
import { SourceMap, type Span } from '../../runtime/jsonata/span';
import type { Expression, StepPlace } from '../../runtime/workflow/expressions';
import { isJsonTemplate, type WorkflowSource } from '../../runtime/workflow/source';
import { listExpressionMutations, negated, type ExpressionMutation } from './expressionMutations';
import type { ExpressionField, Mutant } from './mutant';
import { listTableMutations } from './tableMutations';

/** Every mutant of the workflows and of the tables that they bind, each file once. */
export function listMutants(sources: Iterable<WorkflowSource>, { points }: Coverage): Mutant[] {
  const seen = new Map<string, Mutant[]>();
  const visit = (source: WorkflowSource): void => {
    if (!seen.has(source.file)) {
      const own = points.filter(({ file }) => file === source.file);
      const isReachable = ({ points: all }: Mutant) =>
        all.length === 0 || all.some((number) => !isIgnored(points[number], own));
      // workflow-engine runs json-template as it is in the file: no change would count.
      const mutants = isJsonTemplate(source.workflow)
        ? []
        : [
            ...source.steps.flatMap((step) => stepMutants(step, source, own)),
            ...source.expressions.flatMap((expression) => expressionMutants(expression, source.file, own)),
            ...tableMutants(source, own),
          ];
      seen.set(source.file, mutants.filter(isReachable));
      [...source.inner.values()].forEach(visit);
    }
  };
  for (const source of sources) {
    visit(source);
  }
  return [...seen.values()].flat();
}

function stepMutants(
  { path, remarks }: StepPlace,
  { file }: WorkflowSource,
  own: readonly Point[],
): Mutant[] {
  const step = own.find(({ kind, step: name }) => kind === 'step' && name === path);
  const mutant = step && {
    ...{ file, from: step.from(), to: step.to(), points: [step.number] },
    label: `the step ${path} was dropped`,
    change: { kind: 'step', step: path } as const,
    ignoreReason: ignoreReasonIn('equivalent', remarks),
  };
  return mutant ? [mutant] : [];
}

function expressionMutants(expression: Expression, file: string, own: readonly Point[]): Mutant[] {
  const { step, key, text } = expression;
  if (key === 'filter' || key === 'map') {
    return [];
  }
  const map = new SourceMap(text);
  const whole = { start: 0, end: text.length };
  const changes: ExpressionMutation[] = [
    ...(key === 'condition' || key === 'loopCondition'
      ? [
          {
            label: 'the condition of the step was negated',
            span: whole,
            edit: { ...whole, text: negated(text) },
          },
        ]
      : []),
    ...listExpressionMutations(parse(text), map),
  ];
  return changes.map(({ label, span, edit }) => {
    const changed = `${text.slice(0, edit.start)}${edit.text}${text.slice(edit.end)}`;
    return {
      file,
      label,
      from: positionOf(expression, edit.start),
      to: positionOf(expression, edit.end),
      change: { kind: 'expression', step, key: key satisfies ExpressionField, text: changed },
      points: pointsAround(expression, span, own),
      ignoreReason: ignoreReasonBefore('equivalent', map.tokenFrom(edit.start), map),
    };
  });
}

function tableMutants(source: WorkflowSource, own: readonly Point[]): Mutant[] {
  return (source.workflow.bindings ?? []).flatMap(({ name, path }) => {
    const document = source.tables.get(path ?? '');
    if (typeof name !== 'string' || !document) {
      return [];
    }
    const table = (document.value as Record<string, unknown>)[name];
    const points = source.expressions
      .filter(({ text }) => variableNames(parse(text)).has(name))
      .flatMap((expression) => readersOf(name, expression, own));
    return listTableMutations(table).map((change): Mutant => {
      const { line = 1, column = 1 } = document.whereValue([name, ...change.path]).at ?? {};
      return {
        file: source.file,
        tableFile: document.file,
        from: { line, column },
        to: { line, column },
        label: change.label,
        change: { kind: 'table', binding: name, value: change.value },
        points,
        ignoreReason: undefined,
      };
    });
  });
}

/** The points that are reached whenever a variable is read. */
function readersOf(name: string, expression: Expression, own: readonly Point[]): number[] {
  const { text } = expression;
  const map = new SourceMap(text);
  return map.tokens
    .filter(({ start, end }) => text.slice(start, end) === `$${name}`)
    .flatMap((span) => pointsAround(expression, span, own));
}

/**
 * The innermost points that are reached whenever a part of an expression is; if there are none, the point of the
 * step.
 */
function pointsAround(expression: Expression, span: Span, own: readonly Point[]): number[] {
  const around = own.filter(({ within }) => {
    const area = within?.expression === expression ? within.area : undefined;
    return area && area.start <= span.start && area.end >= span.end;
  });
  const innermost = around.at(-1);
  return innermost
    ? [innermost.number]
    : own.filter(({ within, step }) => !within && step === expression.step).map(({ number }) => number);
}

/** Whether the point, or one that contains it, is marked as unreachable; a step includes its condition. */
function isIgnored(point: Point | undefined, own: readonly Point[]): boolean {
  return (
    point !== undefined &&
    own.some(
      (each) =>
        each.ignoreReason !== undefined &&
        (each === point || contains(each, point) || (each.kind === 'step' && each.step === point.step)),
    )
  );
}
