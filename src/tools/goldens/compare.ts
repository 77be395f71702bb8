import { isObject } from '../../runtime/isObject';

/** A path at which the result differs from the golden; `undefined` means that there is no value. */
export interface Difference {
  path: string;
  expected: unknown;
  actual: unknown;
}

/** Every path at which two JSON values differ, in the order of the expected value. Key order does not count. */
export function compare(expected: unknown, actual: unknown): Difference[] {
  const differences: Difference[] = [];
  collect(expected, actual, [], differences);
  return differences;
}

/** Most values are equal, so a path is only created for a difference. */
function collect(expected: unknown, actual: unknown, path: Key[], found: Difference[]): void {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    for (let index = 0; index < length; index += 1) {
      collectAt(index, expected[index], actual[index], path, found);
    }
  } else if (isObject(expected) && isObject(actual)) {
    for (const key of Object.keys(expected)) {
      collectAt(key, expected[key], own(actual, key), path, found);
    }
    for (const key of Object.keys(actual)) {
      if (!Object.hasOwn(expected, key)) {
        collectAt(key, undefined, actual[key], path, found);
      }
    }
  } else if (!Object.is(expected, actual)) {
    found.push({ path: path.reduce<string>(joinKey, ''), expected, actual });
  }
}

type Key = string | number;

function collectAt(key: Key, expected: unknown, actual: unknown, path: Key[], found: Difference[]): void {
  path.push(key);
  collect(expected, actual, path, found);
  path.pop();
}

/** `requests[0].body.JSON.data.usertime: expected 1, got 2` */
export function formatDifference({ path, expected, actual }: Difference): string {
  return `${path || 'the result'}: expected ${show(expected)}, got ${show(actual)}`;
}

/**
 * The actual value with its keys in the order of the expected one, so that the diff of a rewritten golden shows only
 * real changes.
 */
export function alignKeys(expected: unknown, actual: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return actual.map((item, index) => alignKeys(expected[index], item));
  }
  if (!isObject(expected) || !isObject(actual)) {
    return actual;
  }
  const known = Object.keys(expected).filter((key) => Object.hasOwn(actual, key));
  const added = Object.keys(actual).filter((key) => !Object.hasOwn(expected, key));
  const entries = [...known, ...added].map(
    (key) => [key, alignKeys(own(expected, key), actual[key])] as const,
  );
  return Object.fromEntries(entries);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function joinKey(path: string, key: Key): string {
  if (typeof key === 'number') {
    return `${path}[${String(key)}]`;
  }
  const name = /^[\w$-]+$/.test(key) ? key : JSON.stringify(key);
  return path === '' ? name : `${path}.${name}`;
}

function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
