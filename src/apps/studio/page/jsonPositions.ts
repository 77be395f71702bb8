import { jsonOr } from '../../../runtime/jsonOr';
import { formatPath } from '../../../runtime/schema/findings';

/** The position of the value at a path in a JSON text, including its key. */
export interface JsonPosition {
  path: string;
  from: number;
  to: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/**
 * The positions of all values in a JSON text, outer values before inner ones; if the text is invalid, the values
 * before the error.
 */
export function jsonPositions(text: string): JsonPosition[] {
  const tokens = [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], from: match.index }));
  const places: JsonPosition[] = [];
  let next = 0;

  function value(path: string, from: number): void {
    const token = tokens[next];
    if (!token) {
      return;
    }
    const place = { path, from, to: token.from + token.text.length };
    places.push(place);
    next += 1;
    if (token.text === '{' || token.text === '[') {
      members(token.text === '{', path);
      const last = tokens[next - 1];
      place.to = last ? last.from + last.text.length : text.length;
    }
  }

  function members(isObject: boolean, path: string): void {
    for (let index = 0; next < tokens.length; index++) {
      const token = tokens[next];
      if (!token || token.text === '}' || token.text === ']') {
        next += 1;
        return;
      }
      if (token.text === ',') {
        next += 1;
        index -= 1;
      } else if (isObject) {
        // Skip the key and its colon.
        next += 2;
        value(formatPath([String(jsonOr(token.text, token.text))], path), token.from);
      } else {
        value(`${path}[${String(index)}]`, token.from);
      }
    }
  }

  value('', tokens[0]?.from ?? 0);
  return places;
}
