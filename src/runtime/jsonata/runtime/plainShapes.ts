/** Makes an object of the values of all of its possible fields. */
export type Make = (...values: unknown[]) => Record<string, unknown>;

/** Makes, of any object, one with the given keys in one shape: what the object lacks is undefined. */
export type Gather = (source: Record<string, unknown>) => Record<string, unknown>;

/** The same as shapes.ts, for places where no code may be made at run time: field after field. */
export function shapes(keys: readonly string[], isOptional: readonly number[]): (mask: number) => Make {
  const optional = isOptional.flatMap((flag, index) => (flag === 0 ? [] : [index]));
  const bits = keys.map((_, index) => {
    const bit = optional.indexOf(index);
    return bit < 0 ? 0 : 2 ** bit;
  });
  return (mask) =>
    (...values) => {
      const made: Record<string, unknown> = {};
      for (let index = 0; index < keys.length; index++) {
        const bit = bits[index] ?? 0;
        if (bit === 0 || (mask & bit) !== 0) {
          made[String(keys[index])] = values[index];
        }
      }
      return made;
    };
}

export function createGather(keys: readonly string[]): Gather {
  return (source) => {
    const made: Record<string, unknown> = {};
    for (const key of keys) {
      // A key named `__proto__` is a key like any other.
      const value = Object.hasOwn(source, key) ? source[key] : undefined;
      Object.defineProperty(made, key, { value, configurable: true, enumerable: true, writable: true });
    }
    return made;
  };
}
