import { readTree } from '../../runtime/jsonata/syntax';
import { layOut, write } from './layout';
import { parse } from './parse';
import { print } from './print';

/**
 * An expression in its usual layout, without a line break at the end. Only the space between its tokens changes; an expression
 * that cannot be parsed stays as it is.
 *
 * @param width the most characters of a line, where that is possible
 */
export function formatExpression(source: string, width: number): string {
  const meaning = meaningOf(source);
  if (meaning === undefined) {
    return source;
  }
  const text = layOutText(source, width);
  // Never seen, and better no layout than another meaning.
  return meaningOf(text) === meaning ? text : source;
}

/** More passes than any expression has needed. */
const PASSES = 6;

/** The same without the check, for an expression that can be parsed. */
export function layOutText(source: string, width: number): string {
  let text = source;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const { node, end } = parse(text);
    const before = text;
    text = print([layOut(node), end.before.length > 0 ? [' ', write(end)] : []], width).trimEnd();
    // Brackets that this pass breaks are treated in the next one like those that the writer broke, which may change what is around them.
    if (text === before) {
      break;
    }
  }
  return text;
}

/** The tree without its places, as text; undefined when there is none. */
function meaningOf(source: string): string | undefined {
  try {
    return JSON.stringify(readTree(source), (key, value: unknown) =>
      key === 'position' ? undefined : value,
    );
  } catch {
    return undefined;
  }
}
