import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description:
    'a string, trimmed and in lower case, for comparing names; undefined for a value that is not a string, so it never throws (unlike `$lowercase(null)`)',
  examples: [
    { expression: '$caseless(" Product Added ")', gives: 'product added' },
    { expression: '$caseless(null)', gives: undefined },
  ],
};

export function caseless(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim().toLowerCase() : undefined;
}

export const binding: Binding = { run: caseless, gives: 'string', shape: 'scalar' };
