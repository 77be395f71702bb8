import type { Ast } from './ast';
import { walk } from './walk';

/** Where a node stands in the text of its expression. */
export interface Span {
  start: number;
  end: number;
}

/** From the first to the last token of a node and all nodes below it that is known of. */
export function spanOf(root: Ast, text: string): Span | undefined {
  let span: Span | undefined;
  for (const { node } of walk(root)) {
    const own = tokenSpan(node, text);
    if (own) {
      span = { start: Math.min(own.start, span?.start ?? own.start), end: Math.max(own.end, span?.end ?? 0) };
    }
  }
  return span && { start: span.start, end: endOf(text, span) };
}

/** The position that the parser gives is behind a token; the token itself says how long it is. */
function tokenSpan(node: Ast, text: string): Span | undefined {
  const end = node.position;
  if (end === undefined) {
    return undefined;
  }
  const length = tokenLength(node, text, end);
  return length === undefined || length > end ? undefined : { start: end - length, end };
}

function tokenLength(node: Ast, text: string, end: number): number | undefined {
  switch (node.type) {
    case 'string':
      return quotedLength(text, end);
    case 'name':
      return text.charAt(end - 1) === '`' ? node.value.length + 2 : node.value.length;
    case 'variable':
      return node.value.length + 1;
    case 'number':
    case 'value':
      return String(node.value).length;
    case 'unary':
    case 'block':
      return 1;
    case 'lambda':
      return text.slice(0, end).endsWith('function') ? 'function'.length : 1;
    case 'wildcard':
    case 'descendant':
      return node.type === 'wildcard' ? 1 : 2;
    default:
      return undefined;
  }
}

/** A string's value may be shorter than its text, so its other quote is looked for. */
function quotedLength(text: string, end: number): number | undefined {
  const quote = text.charAt(end - 1);
  for (let start = end - 2; start >= 0; start -= 1) {
    const slashes = /\\*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    if (text.charAt(start) === quote && slashes % 2 === 0) {
      return end - start;
    }
  }
  return undefined;
}

/** The closing brackets of what is opened inside. */
function endOf(text: string, { start, end }: Span): number {
  const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
  const inside = text.slice(start, end).replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/g, '');
  const open: string[] = [];
  for (const character of inside) {
    if (closing[character]) {
      open.push(closing[character]);
    } else if (character === open.at(-1)) {
      open.pop();
    }
  }
  let last = end;
  for (const bracket of open.reverse()) {
    const gap = /^\s*/.exec(text.slice(last))?.[0].length ?? 0;
    if (text.charAt(last + gap) !== bracket) {
      return last;
    }
    last += gap + 1;
  }
  return last;
}
