import type { Binding, BindingDocs } from './binding';
import type { Hashes } from './hashes';

export const docs: BindingDocs = {
  section: 'Strings',
  signature: 'string',
  description:
    "the SHA-256 hash of the string's UTF-8 in lower-case hexadecimal digits; undefined for a value that is not a string",
  examples: [
    {
      expression: '$sha256("abc")',
      gives: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    },
    { expression: '$sha256(5)', gives: undefined },
  ],
};

export function sha256(hashes: Hashes) {
  return (value: unknown) => (typeof value === 'string' ? hashes.sha256(value) : undefined);
}

export const binding: Binding = { create: ({ hashes }) => sha256(hashes), shape: 'scalar', secret: 'hash' };
