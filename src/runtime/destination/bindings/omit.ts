import { isObject } from '../../isObject';
import { setOwn } from '../../jsonata/runtime/objects';
import type { Binding, BindingDocs } from './binding';
import { toList, type Fields } from './fields';

export const docs: BindingDocs = {
  section: 'Objects',
  signature: 'object, keys',
  description: 'the object without these keys, a string or an array of strings',
  examples: [
    { expression: '$omit({"a": 1, "b": 2, "c": 3}, ["a", "c"])', gives: { b: 2 } },
    { expression: '$omit({"a": 1}, "a")', gives: {} },
    { expression: '$omit({"a": 1}, missing)', gives: { a: 1 } },
  ],
};

export function omit(source: unknown, keys: unknown): unknown {
  if (!isObject(source)) {
    return undefined;
  }
  const given = typeof keys === 'string' ? [keys] : toList(keys);
  // Usually there is nothing to leave out.
  if (given.length === 0 || !given.some((key) => Object.hasOwn(source, String(key)))) {
    return source;
  }
  const left = new Set(given.map(String));
  const copy: Fields = {};
  for (const key of Object.keys(source)) {
    if (!left.has(key)) {
      setOwn(copy, key, source[key]);
    }
  }
  return copy;
}

export const binding: Binding = { run: omit, gives: 'object', shape: 'firstArgument' };
