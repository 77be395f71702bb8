import type { Ast } from '../../runtime/jsonata/ast';
import type { Path } from '../../runtime/schema/document';
import { valueAt } from '../../runtime/schema/pointer';
import { makerOf, traceQuestion } from './fields';
import type { Follower, Moves, TracedValue } from './follow';
import type { FieldTrace, QuestionTrace } from './model';
import { readsOf } from './reads';
import { placeOf, stepName, type Frame } from './frame';

/** An expression that can create a field of the result. */
export interface Writer extends Required<Pick<FieldTrace, 'step' | 'at' | 'expression' | 'frame'>> {
  /** The first condition with the wrong result, and the number of those. */
  obstacle?: QuestionTrace & { wanted: boolean };
  missed: number;
  reads: { path: Path; isThere: boolean }[];
}

/** No real mapping has this many paths to one field. */
const MOST_MOVES = 5000;

/**
 * The expressions that can create a field, whether or not their branches are taken and their steps run; those with
 * the fewest obstacles first.
 */
export function findWriters(follower: Follower, root: Frame, path: Path, input: unknown): Writer[] {
  const found = new Map<string, Writer>();
  explore(follower, follower.enterWorkflow(root, path), (tracedValues, moves) => {
    const last = tracedValues.at(-1);
    if (!last || !isWriter(last, moves)) {
      return;
    }
    const writer = describeWriter(follower, tracedValues, moves, input);
    const key = JSON.stringify(writer.at);
    const known = found.get(key);
    if (!known || writer.missed < known.missed) {
      found.set(key, writer);
    }
  });
  return [...found.values()].sort((first, second) => first.missed - second.missed);
}

/** The keys of the objects that can be at a path of the result. */
export function keysAt(follower: Follower, root: Frame, path: Path): string[] {
  const keys = new Set<string>();
  explore(follower, follower.enterWorkflow(root, path), (tracedValues, moves) => {
    const last = tracedValues.at(-1);
    if (
      last &&
      'end' in moves &&
      last.path.length === 0 &&
      last.node.type === 'unary' &&
      last.node.value === '{'
    ) {
      last.node.lhs.forEach(([key]) => key.type === 'string' && keys.add(String(key.value)));
    }
  });
  return [...keys];
}

/** Explores all possible origins of a value, depth first. `visit` gets each chain of values, and the next moves. */
function explore(
  follower: Follower,
  start: Moves,
  visit: (tracedValues: readonly TracedValue[], moves: Moves) => void,
): void {
  let budget = MOST_MOVES;
  const go = (tracedValues: readonly TracedValue[], moves: Moves): void => {
    budget -= 1;
    visit(tracedValues, moves);
    const last = tracedValues.at(-1);
    if ('tracedValues' in moves && budget > 0 && !(last && isCall(last))) {
      moves.tracedValues.forEach((next) => {
        go([...tracedValues, next], follower.moves(next));
      });
    }
  };
  go([], start);
}

/** A function creates its own value, whatever its arguments are. */
function isCall({ node, path }: TracedValue): boolean {
  return node.type === 'function' && path.length === 0;
}

/** Whether an expression could have created a value: it is evaluated, or copies a field of the input. */
function isWriter(traced: TracedValue, moves: Moves): boolean {
  if (!('end' in moves)) {
    return isCall(traced);
  }
  return moves.end.kind === 'input' || (traced.path.length === 0 && !isFixed(traced.node));
}

/** A literal or a table exists for every event. */
function isFixed(node: Ast): boolean {
  return (
    node.type === 'string' || node.type === 'number' || node.type === 'value' || node.type === 'variable'
  );
}

function describeWriter(
  follower: Follower,
  tracedValues: readonly TracedValue[],
  moves: Moves,
  input: unknown,
): Writer {
  const maker = makerOf(tracedValues);
  const last = tracedValues.at(-1);
  if (!maker || !last) {
    throw new Error('a writer has been found without a way to it');
  }
  const { at, text, frame } = placeOf(maker.node, maker.expression);
  const missed = last.questions.filter(({ answer, wanted }) => answer !== wanted);
  // After the first condition with the wrong result, the others were not evaluated.
  const obstacle = missed.find(({ answer }) => answer !== undefined) ?? missed[0];
  const copied = 'end' in moves && moves.end.kind === 'input' ? [moves.end.path] : [];
  const paths = [...copied, ...readsOf(follower, maker).map(({ path }) => path)];
  const unique = new Map(paths.map((path) => [JSON.stringify(path), path]));
  return {
    ...{ step: stepName(maker), at, expression: text, frame },
    ...(obstacle ? { obstacle: { ...traceQuestion(obstacle), wanted: obstacle.wanted } } : {}),
    missed: missed.length,
    reads: [...unique.values()].map((path) => ({ path, isThere: valueAt(input, path) !== undefined })),
  };
}
