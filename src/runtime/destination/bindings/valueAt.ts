import type { Binding, BindingDocs } from './binding';
import { toFields } from './fields';

export const docs: BindingDocs = {
  section: 'Objects',
  signature: 'object, path',
  description:
    'the value at a dotted path that is only known at run time, by own fields alone; never reaches into an array',
  examples: [
    { expression: '$valueAt({"a": {"b": 5}}, "a.b")', gives: 5 },
    { expression: '$valueAt([{"a": 5}], "a")', gives: undefined },
  ],
};

export function valueAt(source: unknown, path: unknown): unknown {
  if (typeof path !== 'string') {
    return undefined;
  }
  let value = source;
  for (const key of path.split('.')) {
    const fields = toFields(value);
    if (!Object.hasOwn(fields, key)) {
      return undefined;
    }
    value = fields[key];
  }
  return value;
}

export const binding: Binding = { run: valueAt, shape: 'unknown' };
