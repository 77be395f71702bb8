import { JsonataError } from '../jsonataError';
import { call, lambda, type Callable } from './functions';
import { setField } from './grouping';
import type { Evaluate } from './paths';
import { isList } from './sequence';

/** `| pattern | update, delete |`: a function that gives a changed copy of what it is given. */
export function transform(
  clone: unknown,
  pattern: Evaluate,
  update: Evaluate,
  remove: Evaluate | undefined,
): Callable {
  return lambda((value) => {
    if (value === undefined) {
      return undefined;
    }
    if (typeof clone !== 'function') {
      throw new JsonataError('T2013');
    }
    const copy = call(clone, [value], null);
    const matches = pattern(copy);
    for (const match of matches === undefined ? [] : isList(matches) ? matches : [matches]) {
      assign(match, update(match));
      if (remove) {
        removeKeys(match, remove(match));
      }
    }
    return copy;
  }, 1);
}

function assign(target: unknown, changes: unknown): void {
  if (changes === undefined) {
    return;
  }
  if (typeof changes !== 'object' || changes === null || isList(changes)) {
    throw new JsonataError('T2011', { value: changes });
  }
  for (const [key, value] of Object.entries(changes)) {
    setField(target as Record<string, unknown>, key, value);
  }
}

function removeKeys(target: unknown, keys: unknown): void {
  if (keys === undefined) {
    return;
  }
  for (const key of isList(keys) ? keys : [keys]) {
    if (typeof key !== 'string') {
      throw new JsonataError('T2012', { value: keys });
    }
    if (typeof target === 'object' && target !== null) {
      Reflect.deleteProperty(target, key);
    }
  }
}
