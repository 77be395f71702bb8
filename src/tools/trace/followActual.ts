import { equals } from '../../runtime/jsonata/runtime/operators';
import type { Path } from '../../runtime/schema/document';
import { valueAt } from '../../runtime/schema/pointer';
import { valueInside } from './variations';
import type { Follower, Moves, TracedValue } from './follow';
import { evaluationOf } from './frame';

/**
 * Follows a value as far as it is certain; every step of the path must have had the value.
 *
 * @returns the path, and the field of the input if the value is an unchanged copy of it
 */
export function followActual(
  follower: Follower,
  start: Moves,
  value: unknown,
  input: unknown,
): { tracedValues: TracedValue[]; input: Path | undefined } {
  const tracedValues: TracedValue[] = [];
  let moves = start;
  for (;;) {
    if ('end' in moves) {
      const isInput = moves.end.kind === 'input' && equals(valueAt(input, moves.end.path), value);
      return { tracedValues, input: isInput && moves.end.kind === 'input' ? moves.end.path : undefined };
    }
    const [next, ...others] = moves.tracedValues.filter((each) => isTaken(each) && carries(each, value));
    if (!next || others.length > 0) {
      return { tracedValues, input: undefined };
    }
    tracedValues.push(next);
    moves = follower.moves(next);
  }
}

/** Whether each condition on the path has the result with which the value is used. */
export function isTaken({ questions }: TracedValue): boolean {
  return questions.every(({ answer, wanted }) => answer === wanted);
}

function carries(traced: TracedValue, value: unknown): boolean {
  const { given, path, node } = traced;
  if (given) {
    return given !== 'unknown' && equals(valueInside(given.value, path), value);
  }
  const evaluation = evaluationOf(traced);
  const isWhole = evaluation?.ast === node;
  return !isWhole || equals(valueInside(evaluation.value, path), value);
}
