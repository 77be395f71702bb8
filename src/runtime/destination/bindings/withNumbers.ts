import type { Binding, BindingDocs } from './binding';
import { toFields, toList, type Fields } from './fields';
import { numeric } from './numeric';

export const docs: BindingDocs = {
  section: 'Objects',
  signature: 'object, keys',
  description:
    'the object with numbers in place of the strings that hold one (see `$numeric`) under these keys',
  examples: [{ expression: '$withNumbers({"a": "5", "b": "5"}, ["a"])', gives: { a: 5, b: '5' } }],
};

export function withNumbers(source: unknown, numberKeys: unknown): unknown {
  const fields = toFields(source);
  const keys = toList(numberKeys);
  let copy: Fields | undefined;
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (typeof value === 'string' && keys.includes(key)) {
      const number = numeric(value);
      if (number !== undefined) {
        copy ??= { ...fields };
        copy[key] = number;
      }
    }
  }
  return copy ?? source;
}

export const binding: Binding = { run: withNumbers, shape: 'firstArgument' };
