import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description:
    'the value as a string, as JavaScript joins it: missing and null are `""`, array items are joined by commas, an object is `[object Object]`',
  examples: [
    { expression: '$text(5)', gives: '5' },
    { expression: '$text(["a", null, "b"])', gives: 'a,,b' },
    { expression: '$text(missing)', gives: '' },
  ],
};

/** Never calls a method of the value. */
export function text(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) {
        return '';
      }
      return Array.isArray(value) ? value.map(text).join(',') : '[object Object]';
    default:
      return '';
  }
}

export const binding: Binding = {
  run: text,
  gives: 'string',
  always: true,
  inline: (self, value) => `typeof ${value} === "string" ? ${value} : ${self}(${value})`,
  shape: 'scalar',
};
