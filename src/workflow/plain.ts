/** What JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * A copy of a value as plain JSON: no shared parts, no null prototypes, no extra keys on arrays, nothing that
 * JSON lacks. A key named `__proto__` stays a key. Throws RangeError when the value is nested too deeply.
 */
export function toPlain(value: unknown): Json | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'object':
      if (value === null) {
        return null;
      }
      if (Array.isArray(value)) {
        return value.map((item) => toPlain(item) ?? null);
      }
      return value instanceof Date ? toPlain(value.toJSON()) : plainObject(value);
    default:
      return undefined;
  }
}

function plainObject(value: object): Json {
  const copy: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const plain = toPlain(item);
    if (plain === undefined) {
      continue;
    }
    if (key === '__proto__') {
      // An assignment would set the prototype instead.
      Object.defineProperty(copy, key, {
        value: plain,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else {
      copy[key] = plain;
    }
  }
  return copy;
}
