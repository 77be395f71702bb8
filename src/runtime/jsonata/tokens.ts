/** A token of an expression, from its first character to after its last. */
export interface Token {
  start: number;
  end: number;
  kind: 'operator' | 'name' | 'text' | 'number' | 'regex' | 'comment';
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][-+]?\d+)?/y;
const operator = /\.\.|:=|!=|>=|<=|\*\*|~>|\?:|\?\?|[.[\]{}(),@#;:?+\-*/%|=<>^&!~]/y;
const text = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/y;
const quotedName = /`[^`]*`/y;
const name = /[^ \t\n\r\v.[\]{}(),@#;:?+\-*/%|=<>^&!~]+/y;
const comment = /\/\*[^]*?\*\//y;
const words = new Set(['and', 'or', 'in']);

/**
 * The tokens of a valid expression, as the jsonata package's own tokenizer finds them, and the comments between them.
 * For a node, the parser only provides the end of one token.
 */
export function readTokens(source: string): Token[] {
  const tokens: Token[] = [];
  let isBehindValue = false;
  for (let start = 0; start < source.length;) {
    if (/\s/.test(source.charAt(start))) {
      start += 1;
      continue;
    }
    const token = readToken(source, start, isBehindValue);
    tokens.push(token);
    if (token.kind !== 'comment') {
      isBehindValue = endsValue(source.slice(start, token.end), token, isBehindValue);
    }
    start = token.end;
  }
  return tokens;
}

function readToken(source: string, start: number, isBehindValue: boolean): Token {
  const scan = (kind: Token['kind'], pattern: RegExp): Token | undefined => {
    pattern.lastIndex = start;
    const match = pattern.exec(source);
    return match && match[0] !== '' ? { start, end: pattern.lastIndex, kind } : undefined;
  };
  return (
    scan('comment', comment) ??
    (source.charAt(start) === '/' && !isBehindValue ? regexAt(source, start) : undefined) ??
    scan('operator', operator) ??
    scan('text', text) ??
    scan('number', number) ??
    scan('name', quotedName) ??
    scan('name', name) ?? { start, end: start + 1, kind: 'operator' }
  );
}

/**
 * A slash behind a value divides; anywhere else it begins a regular expression. `*`, `and` and their like are operators behind a
 * value, and values themselves anywhere else.
 */
function endsValue(written: string, { kind }: Token, isBehindValue: boolean): boolean {
  if (kind === 'operator') {
    return /^[)\]}]$/.test(written) || (!isBehindValue && /^[*%]/.test(written));
  }
  return !isBehindValue || !words.has(written);
}

/** The closing slash is outside of all unescaped brackets. */
function regexAt(source: string, start: number): Token {
  let depth = 0;
  for (let end = start + 1; end < source.length; end += 1) {
    const character = source.charAt(end);
    if (character === '\\') {
      end += 1;
    } else if (character === '/' && depth === 0) {
      const flags = /^[im]*/.exec(source.slice(end + 1))?.[0] ?? '';
      return { start, end: end + 1 + flags.length, kind: 'regex' };
    } else if ('([{'.includes(character)) {
      depth += 1;
    } else if (')]}'.includes(character)) {
      depth -= 1;
    }
  }
  return { start, end: start + 1, kind: 'operator' };
}
