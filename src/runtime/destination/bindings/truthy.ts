import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description:
    'JavaScript\'s `Boolean(value)`: false for missing, null, `""`, 0 and false; true for everything else, `[]` and `{}` included',
  examples: [
    { expression: '$truthy([])', gives: true },
    { expression: '$truthy(missing)', gives: false },
  ],
};

export function truthy(value: unknown): boolean {
  return Boolean(value);
}

export const binding: Binding = {
  run: truthy,
  gives: 'boolean',
  always: true,
  inline: (_, value) => `Boolean(${value})`,
  shape: 'scalar',
  secret: 'question',
};
