import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description: 'whether the value is missing, null, `""`, or an object or array without items',
  examples: [
    { expression: '$isEmpty({})', gives: true },
    { expression: '$isEmpty(0)', gives: false },
  ],
};

export function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return value === undefined || value === null || value === '';
  }
  // The first key is enough.
  for (const key in value) {
    return !Object.hasOwn(value, key);
  }
  return true;
}

export const binding: Binding = {
  run: isEmpty,
  gives: 'boolean',
  always: true,
  shape: 'scalar',
  secret: 'question',
};
