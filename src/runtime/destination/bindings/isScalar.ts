import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description:
    'whether the value is a number, a boolean or a non-empty string, so that it fits in a flat record',
  examples: [
    { expression: '$isScalar(0)', gives: true },
    { expression: '$isScalar("")', gives: false },
    { expression: '$isScalar([1])', gives: false },
  ],
};

export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' ? value !== '' : typeof value === 'number' || typeof value === 'boolean';
}

export const binding: Binding = {
  run: isScalar,
  gives: 'boolean',
  always: true,
  inline: (_, value) =>
    `typeof ${value} === "string" ? ${value} !== "" : typeof ${value} === "number" || typeof ${value} === "boolean"`,
  shape: 'scalar',
  secret: 'question',
};
