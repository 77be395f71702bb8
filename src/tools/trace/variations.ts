import type { Path } from '../../runtime/schema/document';
import { parseJson } from '../../runtime/schema/json';
import { valueAt } from '../../runtime/schema/pointer';

/** A leaf of an input: a value that contains no other values. */
export interface Leaf {
  path: Path;
  value: unknown;
}

/** The leaves of an input in order, own fields only, including empty objects and arrays. */
export function leavesOf(value: unknown, path: Path = []): Leaf[] {
  if (typeof value === 'object' && value !== null) {
    const entries: [string | number, unknown][] = Array.isArray(value)
      ? value.map((item, index) => [index, item])
      : Object.entries(value);
    if (entries.length > 0) {
      return entries.flatMap(([key, item]) => leavesOf(item, [...path, key]));
    }
  }
  return path.length === 0 ? [] : [{ path, value }];
}

/** The value at a path, which may continue inside a string that contains JSON, such as the exact bytes of a body. */
export function valueInside(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => valueAt(opened(value), [part]), root);
}

/** The object or array in a JSON string; any other value unchanged. */
export function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) {
    return value;
  }
  const { isValid, value: inside } = parseJson(value);
  return isValid ? inside : value;
}

/** The same with all JSON strings in it parsed. */
export function openAll(given: unknown): unknown {
  const value = opened(given);
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(openAll)
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, openAll(item)]));
}

/** Other values of the same kind, similar to the original one, so that a valid value probably stays valid. */
export function variationsOf(value: unknown): unknown[] {
  switch (typeof value) {
    case 'string':
      return textsNear(value);
    case 'number':
      return [value + 1, value + 1000, value * 2 + 7];
    case 'boolean':
      return [!value];
    default:
      return value === null ? ['a', 1] : [];
  }
}

/**
 * A few strings that differ in one character each: a digit replaced by a digit, a letter by a letter. There are
 * several, because an expression may ignore a single change (such as the milliseconds of a time).
 */
function textsNear(text: string): string[] {
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
  const letters = [...text.matchAll(/[a-z]/gi)].map(({ index }) => index);
  const thirds = [1, 2].map((part) => digits[Math.floor((digits.length * part) / 3)]);
  const places = new Set([
    ...[digits.at(-1), digits[0], digits[digits.length >> 1], ...thirds],
    ...[letters.at(-1), letters[letters.length >> 1]],
  ]);
  const near = [...places].flatMap((place) => (place === undefined ? [] : [withOther(text, place)]));
  return near.length > 1 ? near : [...near, `${text}a`, `${text}1`];
}

/** `1` for any digit except 1, `a` for any letter except a, in the same case. */
function withOther(text: string, place: number): string {
  const character = text.charAt(place);
  const isDigit = /\d/.test(character);
  const [usual, other] = isDigit
    ? ['1', '2']
    : character === character.toUpperCase()
      ? ['A', 'B']
      : ['a', 'b'];
  return text.slice(0, place) + (character === usual ? other : usual) + text.slice(place + 1);
}

/**
 * A copy of the value with another value at a path; parts that are not on the path are shared. Without a new value,
 * the value at the path is removed. Missing objects on the path are created, missing array items are not.
 */
export function withValue(root: unknown, [key, ...rest]: Path, fresh?: { value: unknown }): unknown {
  if (key === undefined) {
    return fresh?.value;
  }
  if (Array.isArray(root)) {
    const copy: unknown[] = [...(root as unknown[])];
    if (!Object.hasOwn(copy, key)) {
      return root;
    }
    if (rest.length === 0 && !fresh) {
      copy.splice(Number(key), 1);
    } else {
      copy[Number(key)] = withValue(copy[Number(key)], rest, fresh);
    }
    return copy;
  }
  const copy = { ...(typeof root === 'object' ? root : {}) } as Record<string, unknown>;
  if (rest.length === 0 && !fresh) {
    Reflect.deleteProperty(copy, key);
  } else {
    const inner = Object.hasOwn(copy, key) ? copy[key] : undefined;
    // An assignment to `__proto__` would set the prototype.
    Object.defineProperty(copy, key, {
      ...{ value: withValue(inner, rest, fresh), enumerable: true, configurable: true, writable: true },
    });
  }
  return copy;
}
