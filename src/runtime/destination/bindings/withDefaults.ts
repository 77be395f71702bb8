import { setOwn } from '../../jsonata/runtime/objects';
import type { Binding, BindingDocs } from './binding';
import { toFields, type Fields } from './fields';

export const docs: BindingDocs = {
  section: 'Objects',
  signature: 'a, b, ...',
  description:
    'an object with the fields of all of them; where several have a field of the same name, the first one counts',
  examples: [{ expression: '$withDefaults({"a": 1}, missing, {"a": 2, "b": 3})', gives: { a: 1, b: 3 } }],
};

export function withDefaults(...sources: unknown[]): Fields {
  const all: Fields = {};
  for (const source of sources) {
    const fields = toFields(source);
    for (const key of Object.keys(fields)) {
      if (!Object.hasOwn(all, key)) {
        setOwn(all, key, fields[key]);
      }
    }
  }
  return all;
}

export const binding: Binding = { run: withDefaults, gives: 'object', always: true, shape: 'anyArgument' };
