/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Copies a value as plain JSON: without shared parts, null prototypes, extra keys on arrays, or values that JSON does
 * not have. A key named `__proto__` stays a key. Throws RangeError if the value is nested too deeply.
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
        return plainArray(value);
      }
      return value instanceof Date ? toPlain(value.toJSON()) : plainObject(value);
    default:
      return undefined;
  }
}

function plainArray(value: unknown[]): Json {
  const copy = value.map((item) => toPlain(item) ?? null);
  const { keepSingleton } = value as { keepSingleton?: boolean };
  if (keepSingleton) {
    // A later step can still recognize a sequence and unwrap it; the marks are not enumerable.
    Object.defineProperties(copy, {
      sequence: { value: true },
      keepSingleton: { value: true, writable: true },
    });
  }
  return copy;
}

function plainObject(value: object): Json {
  // A spread copies an object at once, including keys named __proto__; then only the values inside remain.
  const copy = { ...value } as Record<string, unknown>;
  for (const key in copy) {
    const item = copy[key];
    if (typeof item === 'string' || typeof item === 'boolean') {
      continue;
    }
    const plain = toPlain(item);
    if (plain === undefined) {
      Reflect.deleteProperty(copy, key);
    } else if (plain !== item) {
      copy[key] = plain;
    }
  }
  return copy as Record<string, Json>;
}

const frozenCopies = new WeakMap<object, object>();

/**
 * A frozen copy of plain data, such as a table; always the same copy for the same value. Functions and instances of
 * classes are not copied.
 */
export function frozenCopy(value: unknown): unknown {
  const isData =
    Array.isArray(value) ||
    (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);
  if (!isData) {
    return value;
  }
  const known = frozenCopies.get(value);
  if (known) {
    return known;
  }
  const copy: object = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  frozenCopies.set(value, copy);
  for (const [key, item] of Object.entries(copy)) {
    // An assignment to `__proto__` would set the prototype.
    Object.defineProperty(copy, key, { value: frozenCopy(item) });
  }
  return Object.freeze(copy);
}
