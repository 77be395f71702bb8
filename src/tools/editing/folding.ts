import { readTokens } from '../../runtime/jsonata/tokens';
import type { FileView } from './fileView';
import type { Span } from './outline';

/** What can be folded: keys and items with what is below them, brackets of expressions, and comments. */
export function foldsOf({ text, entries, expressions }: FileView): (Span & { isComment?: boolean })[] {
  const keys = entries.flatMap(({ key, end }) => (key && end > key.end ? [{ start: key.start, end }] : []));
  const brackets = expressions.flatMap(({ scalar }) =>
    bracketSpans(scalar.text).map(({ start, end }) => ({
      start: scalar.toFile(start),
      end: scalar.toFile(end),
    })),
  );
  const comments = [...text.matchAll(/(?:^[ \t]*#.*(?:\n|$)){2,}/gm)].map(({ 0: block, index }) => ({
    ...{ start: index, end: index + block.trimEnd().length, isComment: true },
  }));
  return [...keys, ...brackets, ...comments].filter(({ start, end }) =>
    text.slice(start, end).includes('\n'),
  );
}

function bracketSpans(text: string): Span[] {
  const open: number[] = [];
  return readTokens(text).flatMap(({ kind, start, end }) => {
    const word = kind === 'operator' ? text.slice(start, end) : '';
    if (/^[([{]$/.test(word)) {
      open.push(start);
    }
    const from = /^[)\]}]$/.test(word) ? open.pop() : undefined;
    return from === undefined ? [] : [{ start: from, end: start }];
  });
}
