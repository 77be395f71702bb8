import { JsonataError } from '../jsonataError';
import { matching } from './guard';
import type { Callback } from './higherOrder';
import { createSequence, push, type List } from './sequence';

/** A match of a matcher, such as a regular expression. */
interface Match {
  match: string;
  start: number;
  end: number;
  groups: (string | undefined)[];
  next: () => Match | undefined;
}

/** A regular expression as a function of the language: text -> first match, which has a function for the next one. */
export function regex(pattern: RegExp): Callback {
  const expression = new RegExp(pattern);
  const find = (text: string, from = 0): Match | undefined => {
    expression.lastIndex = from;
    // A function is an object of the language, and its JavaScript text nobody's business.
    matching.pattern = pattern;
    const found = expression.exec(typeof text === 'function' ? '[object Object]' : text);
    matching.pattern = undefined;
    if (!found) {
      return undefined;
    }
    const [match, ...groups] = found;
    const next = (): Match | undefined => {
      if (expression.lastIndex >= text.length) {
        return undefined;
      }
      const following = find(text, expression.lastIndex);
      if (following?.match === '') {
        throw new JsonataError('D1004', { value: pattern.source });
      }
      return following;
    };
    return { match, start: found.index, end: found.index + match.length, groups, next };
  };
  // The reference declares (str, fromIndex).
  return Object.assign((text: unknown, from?: unknown) => find(text as string, from as number), { arity: 2 });
}

function findFirst(matcher: Callback, text?: string): Match | undefined {
  const found = matcher(text) as Partial<Match> | undefined;
  const isMatch =
    !found ||
    typeof found.start === 'number' ||
    (found.end as unknown) === 'number' ||
    Array.isArray(found.groups) ||
    typeof found.next === 'function';
  if (!isMatch) {
    throw new JsonataError('T1010');
  }
  return found as Match | undefined;
}

/** Calls `use` with each match, up to the limit. Returns the number of matches. */
function eachMatch(
  matcher: Callback,
  text: string,
  limit: number | undefined,
  use: (match: Match) => void,
): number {
  let count = 0;
  let found = findFirst(matcher, text);
  while (found !== undefined && (limit === undefined || count < limit)) {
    use(found);
    count += 1;
    found = findFirst(found.next);
  }
  return count;
}

function checkLimit(code: string, limit: number | undefined, index: number): void {
  if (limit !== undefined && limit < 0) {
    throw new JsonataError(code, { value: limit, index });
  }
}

export function contains(
  text: string | undefined,
  token: string | Callback | undefined,
): boolean | undefined {
  if (text === undefined || token === undefined) {
    return undefined;
  }
  return typeof token === 'string' ? text.includes(token) : findFirst(token, text) !== undefined;
}

export function match(text: string | undefined, matcher: Callback, limit?: number): List | undefined {
  if (text === undefined) {
    return undefined;
  }
  checkLimit('D3040', limit, 3);
  const result = createSequence();
  if (limit === undefined || limit > 0) {
    eachMatch(matcher, text, limit, ({ match: found, start, groups }) => {
      push(result, { match: found, index: start, groups });
    });
  }
  return result;
}

export function split(
  text: string | undefined,
  separator: string | Callback,
  limit?: number,
): string[] | undefined {
  if (text === undefined) {
    return undefined;
  }
  checkLimit('D3020', limit, 3);
  if (limit !== undefined && limit <= 0) {
    return [];
  }
  if (typeof separator === 'string') {
    return text.split(separator, limit);
  }
  const parts: string[] = [];
  let start = 0;
  const count = eachMatch(separator, text, limit, (found) => {
    parts.push(text.substring(start, found.start));
    start = found.end;
  });
  if (count === 0) {
    return [text];
  }
  if (limit === undefined || count < limit) {
    parts.push(text.substring(start));
  }
  return parts;
}

export function replace(
  text: string | undefined,
  pattern: string | Callback,
  replacement: string | Callback,
  limit?: number,
): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (pattern === '') {
    throw new JsonataError('D3010', { value: pattern, index: 2 });
  }
  checkLimit('D3011', limit, 4);
  if (limit !== undefined && limit <= 0) {
    return text;
  }
  return typeof pattern === 'string'
    ? replaceText(text, pattern, replacement, limit)
    : replaceMatches(text, pattern, replacement, limit);
}

function replaceText(text: string, pattern: string, replacement: unknown, limit = Infinity): string {
  let result = '';
  let position = 0;
  let found = text.indexOf(pattern);
  for (let count = 0; found !== -1 && count < limit; count += 1) {
    result += text.substring(position, found) + String(replacement);
    position = found + pattern.length;
    found = text.indexOf(pattern, position);
  }
  return result + text.substring(position);
}

function replaceMatches(
  text: string,
  matcher: Callback,
  replacement: string | Callback,
  limit?: number,
): string {
  let result = '';
  let position = 0;
  const count = eachMatch(matcher, text, limit, (found) => {
    const value = typeof replacement === 'string' ? fillIn(replacement, found) : replacement(found);
    if (typeof value !== 'string') {
      throw new JsonataError('D3012', { value });
    }
    result += text.substring(position, found.start) + value;
    position = found.start + found.match.length;
  });
  // A partial application checks no types: without a match, a value that is not a string is returned unchanged.
  return count === 0 ? text : result + text.substring(position);
}

/**
 * Inserts a match's groups into a replacement: `$$` is a dollar sign, `$0` the match, `$n` the group. The number of
 * digits that are read is that of the highest group number; if this names no group, one fewer.
 */
function fillIn(replacement: string, { match: whole, groups }: Match): string {
  const digits = groups.length === 0 ? 1 : Math.floor(Math.log(groups.length) * Math.LOG10E) + 1;
  let result = '';
  let position = 0;
  for (let dollar = replacement.indexOf('$'); dollar !== -1; dollar = replacement.indexOf('$', position)) {
    result += replacement.substring(position, dollar);
    position = dollar + 1;
    const next = replacement.charAt(position);
    if (next === '$' || next === '0') {
      result += next === '$' ? '$' : whole;
      position += 1;
      continue;
    }
    let group = parseInt(replacement.substring(position, position + digits), 10);
    if (digits > 1 && group > groups.length) {
      group = parseInt(replacement.substring(position, position + digits - 1), 10);
    }
    if (Number.isNaN(group)) {
      result += '$';
    } else {
      result += groups[group - 1] ?? '';
      position += String(group).length;
    }
  }
  return result + replacement.substring(position);
}
