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

/** `$merge` of objects only. */
export function mergeObjects(list: readonly Fields[]): Fields {
  // A spread copies one object quickly, including a key named `__proto__`; a second spread in the same literal is
  // slow.
  const merged = { ...list[0] };
  for (let index = 1; index < list.length; index += 1) {
    const fields = list[index] ?? {};
    for (const key of Object.keys(fields)) {
      setOwn(merged, key, fields[key]);
    }
  }
  return merged;
}

/** The own fields of a constant table. */
export function toMap(table: Fields): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(table));
}

/** `$type`, which accepts any value. */
export const typeOf = builtIns.type.implementation;

/** Sets a field, including one named `__proto__`. */
export function setOwn(target: Fields, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    target[key] = value;
  }
}
