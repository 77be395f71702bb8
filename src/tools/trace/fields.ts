import type { Ast } from '../../runtime/jsonata/ast';
import { toPlain, type Json } from '../../runtime/jsonata/plain';
import type { Path } from '../../runtime/schema/document';
import { formatPath } from '../../runtime/schema/findings';
import { valueAt } from '../../runtime/schema/pointer';
import type { Follower, Question, TracedValue } from './follow';
import { followActual } from './followActual';
import type { Influence, Measurement } from './measure';
import type { FieldTrace, QuestionTrace, SourceTrace } from './model';
import { readsOf, type Read } from './reads';
import { placeOf, stepName, type Frame } from './frame';
import type { Leaf } from './variations';

/** The data for tracing the fields of a result. */
export interface FieldContext {
  follower: Follower;
  root: Frame;
  input: unknown;
  measurement: Measurement;
  /** Whether the workflow returned an array, which is the array of requests. */
  isList: boolean;
}

/** The source of a field of the result, from the expressions and from measuring. */
export function traceField(leaf: Leaf, context: FieldContext): FieldTrace {
  const { follower, root, input, measurement } = context;
  const start = follower.enterWorkflow(root, pathInOutput(leaf.path, context));
  const { tracedValues, input: copied } = followActual(follower, start, leaf.value, input);
  const last = tracedValues.at(-1);
  const maker = makerOf(tracedValues);
  const influences = measurement.influences.get(JSON.stringify(leaf.path)) ?? [];
  const followed = last && influences.length > 0 ? readsOf(follower, last) : [];
  const reads = copied ? [{ path: copied, via: last?.via ?? [] }] : followed;
  const place = maker && placeOf(maker.node, maker.expression);
  const kind = copied ? 'copied' : kindOf(last, leaf.value);
  const rated = influences.map((each) => ({ path: each.path, role: roleOf(each, leaf.value, kind) }));
  return {
    path: formatPath(leaf.path),
    value: toPlain(leaf.value) ?? null,
    kind,
    step: maker ? stepName(maker) : '',
    ...(place ? { at: place.at, expression: place.text, frame: place.frame } : {}),
    through: last?.steps.map(stepName) ?? [],
    via: [...(last?.via ?? [])],
    sources: sourcesOf(rated, reads, copied, input),
    questions: last?.questions.map(traceQuestion) ?? [],
  };
}

/**
 * The path of a field of the result in the workflow's output: a workflow may return a single request without an
 * array.
 */
export function pathInOutput([, ...path]: Path, { isList }: Pick<FieldContext, 'isList'>): Path {
  return isList ? path : path.slice(1);
}

/**
 * The place to edit: the last expression that creates the value itself, rather than one that contains it somewhere
 * inside.
 */
export function makerOf(tracedValues: readonly TracedValue[]): TracedValue | undefined {
  const shortest = Math.min(...tracedValues.map(({ path }) => path.length));
  return tracedValues.findLast(({ path }) => path.length === shortest);
}

/**
 * If a field changes with each value of the input, it is computed from it; if it is the same for all other values,
 * the input only decides about it. A boolean has only one other value. A constant is computed from nothing.
 */
function roleOf(
  { value, values }: Influence,
  result: unknown,
  kind: FieldTrace['kind'],
): SourceTrace['role'] {
  const isMade =
    values.length > 1 || (values.length === 1 && typeof value === 'boolean' && typeof result === 'boolean');
  return isMade && kind !== 'constant' ? 'value' : 'decides';
}

const literals: ReadonlySet<Ast['type']> = new Set(['string', 'number', 'value']);

function kindOf(last: TracedValue | undefined, value: unknown): FieldTrace['kind'] {
  if (!last) {
    return 'unfollowed';
  }
  const isEmpty = typeof value === 'object' && value !== null;
  const isLiteral = literals.has(last.node.type) || (last.node.type === 'unary' && isEmpty);
  const isMade = last.path.length === 0 || last.node.type === 'function';
  return !isMade ? 'unfollowed' : isLiteral ? 'constant' : 'made';
}

interface Source extends Pick<SourceTrace, 'role'> {
  path: Path;
}

/**
 * First the sources from which the field is computed, then those that decide about it; each in the order of the
 * input.
 */
function sourcesOf(
  influences: readonly Source[],
  reads: readonly Read[],
  copied: Path | undefined,
  input: unknown,
): SourceTrace[] {
  const isMissing = copied && !influences.some(({ path }) => isSame(path, copied));
  const all: Source[] = isMissing ? [{ path: copied, role: 'value' }, ...influences] : [...influences];
  const ordered = [
    ...all.filter(({ role }) => role === 'value'),
    ...all.filter(({ role }) => role !== 'value'),
  ];
  return ordered.map(({ path, role }) => {
    const read = reads.find((each) => startsWith(path, each.path));
    return {
      path: formatPath(path),
      value: toPlain(valueAt(input, path)) ?? (null as Json),
      role,
      via: [...(read?.via ?? [])],
      isFollowed: read !== undefined,
    };
  });
}

function isSame(first: Path, second: Path): boolean {
  return first.length === second.length && startsWith(first, second);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((part, index) => String(path[index]) === String(part));
}

export function traceQuestion(question: Question): QuestionTrace {
  const { kind, node, expression, answer } = question;
  const { at, text } = placeOf(node, expression);
  return { kind, step: stepName(question), text, at, ...(answer === undefined ? {} : { answer }) };
}
