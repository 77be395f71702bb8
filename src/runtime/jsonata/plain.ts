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
    // A later step still sees a sequence, which unwraps; nobody else sees the marks.
    Object.defineProperties(copy, {
      sequence: { value: true },
      keepSingleton: { value: true, writable: true },
    });
  }
  return copy;
}

function plainObject(value: object): Json {
  // A spread copies an object as a whole, keys named __proto__ included; only what is inside is left to do.
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
 * A copy of plain data, such as a table, that cannot be changed; the same one each time. Functions and the objects of
 * classes stay what they are.
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
