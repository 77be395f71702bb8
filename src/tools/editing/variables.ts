import { readTokens, type Token } from '../../runtime/jsonata/tokens';

/** The names that an expression binds before an offset: by `:=`, as parameters, by `@` and `#`. It need not parse. */
export function localNames(text: string, offset: number): string[] {
  const tokens = readTokens(text).filter(({ kind }) => kind !== 'comment');
  const written = ({ start, end }: Token): string => text.slice(start, end);
  const names = new Set<string>();
  let inParameters = false;
  tokens.forEach((token, index) => {
    const word = written(token);
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    if (word === '(' && before && /^(?:function|λ)$/.test(written(before))) {
      inParameters = true;
    } else if (word === ')') {
      inParameters = false;
    }
    const isBound =
      inParameters ||
      (after !== undefined && written(after) === ':=') ||
      (before !== undefined && /^[@#]$/.test(written(before)));
    if (isBound && token.end < offset && /^\$\w/.test(word)) {
      names.add(word.slice(1));
    }
  });
  return [...names];
}
