/** One place where the result is not what the golden says; `undefined` stands for nothing there. */
export interface Difference {
  path: string;
  expected: unknown;
  actual: unknown;
}

/** Every path at which two JSON values differ, in the order of the expected value. Key order does not count. */
export function compare(expected: unknown, actual: unknown, path = ''): Difference[] {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      compare(expected[index], actual[index], `${path}[${String(index)}]`),
    );
  }
  if (isObject(expected) && isObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => compare(own(expected, key), own(actual, key), joinKey(path, key)));
  }
  return Object.is(expected, actual) ? [] : [{ path, expected, actual }];
}

/** `requests[0].body.JSON.data.usertime: expected 1, got 2` */
export function formatDifference({ path, expected, actual }: Difference): string {
  return `${path || 'the result'}: expected ${show(expected)}, got ${show(actual)}`;
}

/** The actual value with its keys in the order of the expected one, so that a rewritten golden shows only what changed. */
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

function joinKey(path: string, key: string): string {
  const name = /^[\w$-]+$/.test(key) ? key : JSON.stringify(key);
  return path === '' ? name : `${path}.${name}`;
}

function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
