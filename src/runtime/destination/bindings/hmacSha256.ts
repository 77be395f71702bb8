import type { Binding, BindingDocs } from './binding';
import type { Hashes } from './hashes';

export const docs: BindingDocs = {
  section: 'Strings',
  signature: 'key, string',
  description:
    "the HMAC-SHA-256 of the string's UTF-8 under the key in lower-case hexadecimal digits; undefined unless both are strings",
  examples: [
    {
      expression: '$hmacSha256("Jefe", "what do ya want for nothing?")',
      gives: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    },
    { expression: '$hmacSha256("Jefe", 5)', gives: undefined },
  ],
};

export function hmacSha256(hashes: Hashes) {
  return (key: unknown, value: unknown) =>
    typeof key === 'string' && typeof value === 'string' ? hashes.hmacSha256(key, value) : undefined;
}

export const binding: Binding = {
  create: ({ hashes }) => hmacSha256(hashes),
  shape: 'scalar',
  secret: 'hash',
};
