import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Strings',
  signature: 'string',
  description:
    'the string with U+FFFD in place of each half of a surrogate pair, which UTF-8 cannot encode; undefined for a value that is not a string',
  examples: [
    { expression: '$wellFormed("abc")', gives: 'abc' },
    { expression: '$wellFormed(5)', gives: undefined },
  ],
};

export function wellFormed(value: unknown): string | undefined {
  return typeof value === 'string'
    ? value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    : undefined;
}

export const binding: Binding = { run: wellFormed, gives: 'string', shape: 'scalar' };
