import { builtIns } from './builtIns';
import { createSequence, type List } from './sequence';
import { isObject } from '../../isObject';

type Fields = Record<string, unknown>;

/** `$keys` of one object. */
export function keysOf(fields: Fields): List {
  const keys: List = createSequence();
  for (const key of Object.keys(fields)) {
    keys.push(key);
  }
  return keys;
}

export function areObjects(value: unknown): value is Fields[] {
  return Array.isArray(value) && value.every(isObject);
}

/** `$merge` of objects alone. */
export function mergeObjects(list: readonly Fields[]): Fields {
  // A spread copies one object quickly, a key named `__proto__` included; a second one in the same literal does not.
  const merged = { ...list[0] };
  for (let index = 1; index < list.length; index += 1) {
    const fields = list[index] ?? {};
    for (const key of Object.keys(fields)) {
      setOwn(merged, key, fields[key]);
    }
  }
  return merged;
}

/** The own fields of a table that does not change. */
export function toMap(table: Fields): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(table));
}

/** `$type`, which takes any value as it is. */
export const typeOf = builtIns.type.implementation;

/** Sets a field, also one that is named `__proto__`. */
export function setOwn(target: Fields, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    target[key] = value;
  }
}
