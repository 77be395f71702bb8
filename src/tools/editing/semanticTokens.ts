import { isBuiltInName } from '../../runtime/jsonata/runtime/builtIns';
import { readTokens, type Token } from '../../runtime/jsonata/tokens';
import type { FileView } from './fileView';
import type { Span } from './outline';

export const tokenTypes = [
  'function',
  'variable',
  'property',
  'string',
  'number',
  'keyword',
  'operator',
  'comment',
  'regexp',
] as const;
export const tokenModifiers = ['defaultLibrary', 'definition'] as const;

/** A word of an expression, on one line of the file. */
export interface SemanticToken extends Span {
  type: (typeof tokenTypes)[number];
  modifiers: readonly (typeof tokenModifiers)[number][];
}

const words = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function', 'λ']);

/** The words of all expressions of a file, in the order of the file. They need not parse. */
export function semanticTokensOf({ expressions }: FileView): SemanticToken[] {
  return expressions.flatMap(({ scalar }) => {
    const tokens = readTokens(scalar.text);
    return tokens.flatMap((token, index) => {
      const found = classify(scalar.text, token, tokens[index + 1]);
      return found ? inLines(scalar.text, token, scalar.toFile).map((span) => ({ ...span, ...found })) : [];
    });
  });
}

function classify(
  text: string,
  { start, end, kind }: Token,
  next: Token | undefined,
): Pick<SemanticToken, 'type' | 'modifiers'> | undefined {
  const word = text.slice(start, end);
  const behind = next ? text.slice(next.start, next.end) : '';
  switch (kind) {
    case 'text':
      return { type: behind === ':' ? 'property' : 'string', modifiers: [] };
    case 'number':
      return { type: 'number', modifiers: [] };
    case 'regex':
      return { type: 'regexp', modifiers: [] };
    case 'comment':
      return { type: 'comment', modifiers: [] };
    case 'operator':
      return /^[.,;()[\]{}]$/.test(word) ? undefined : { type: 'operator', modifiers: [] };
    case 'name':
      return classifyName(word, behind);
  }
}

function classifyName(word: string, behind: string): Pick<SemanticToken, 'type' | 'modifiers'> {
  if (word.startsWith('$')) {
    const isBuiltIn = isBuiltInName(word.slice(1));
    return {
      type: behind === '(' ? 'function' : 'variable',
      modifiers: isBuiltIn ? ['defaultLibrary'] : behind === ':=' ? ['definition'] : [],
    };
  }
  return { type: words.has(word) ? 'keyword' : /^["']/.test(word) ? 'string' : 'property', modifiers: [] };
}

/** A token that goes over several lines is one for each of them. */
function inLines(text: string, { start, end }: Span, toFile: (offset: number) => number): Span[] {
  const spans: Span[] = [];
  for (let from = start; from < end;) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 || newline > end ? end : newline;
    if (to > from) {
      spans.push({ start: toFile(from), end: toFile(from) + to - from });
    }
    from = to + 1;
  }
  return spans;
}
