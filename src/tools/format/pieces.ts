import { readTokens } from '../../runtime/jsonata/tokens';
import type { Comment, Piece } from './node';

/**
 * The tokens of an expression, and at the end an empty one. A comment alone on its line, or behind an operator, belongs to the token
 * that follows, any other one to the token before it; so each stays where it is when the result is read again.
 */
export function readPieces(source: string): Piece[] {
  const pieces: Piece[] = [];
  let before: Comment[] = [];
  let end = 0;
  let breaks = 0;
  const tokens = [
    ...readTokens(source),
    { start: source.length, end: source.length, kind: 'operator' as const },
  ];
  for (const [index, { start, end: next, kind }] of tokens.entries()) {
    const gap = countBreaks(source, end, start);
    breaks += before.length === 0 ? gap : 0;
    const text = source.slice(start, next);
    const last = pieces.at(-1);
    end = next;
    if (kind === 'comment') {
      const isBeforeBreak = countBreaks(source, next, tokens[index + 1]?.start ?? next) > 0;
      if (
        last &&
        gap === 0 &&
        before.length === 0 &&
        (endsValue(last) || (isBeforeBreak && isSeparator(last)))
      ) {
        last.after.push(text);
      } else {
        before.push({ text, isAlone: isBeforeBreak });
        // It is written on a line of its own.
        breaks = isBeforeBreak ? Math.max(breaks, 1) : breaks;
      }
      continue;
    }
    pieces.push({ text, isOperator: kind === 'operator', before, after: [], breaks });
    before = [];
    breaks = 0;
  }
  return pieces;
}

function countBreaks(source: string, start: number, end: number): number {
  return source.slice(start, end).split('\n').length - 1;
}

function endsValue({ text, isOperator }: Piece): boolean {
  return !isOperator || /^[)\]}]$/.test(text);
}

function isSeparator({ text }: Piece): boolean {
  return text === ',' || text === ';';
}
