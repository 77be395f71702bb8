import type { Binding, BindingDocs } from './binding';
import type { Hashes } from './hashes';

export const docs: BindingDocs = {
  section: 'Strings',
  signature: 'string',
  description:
    "the SHA-1 hash of the string's UTF-8 in lower-case hexadecimal digits; undefined for a value that is not a string",
  examples: [
    { expression: '$sha1("abc")', gives: 'a9993e364706816aba3e25717850c26c9cd0d89d' },
    { expression: '$sha1(5)', gives: undefined },
  ],
};

export function sha1(hashes: Hashes) {
  return (value: unknown) => (typeof value === 'string' ? hashes.sha1(value) : undefined);
}

export const binding: Binding = { create: ({ hashes }) => sha1(hashes), shape: 'scalar', secret: 'hash' };
