import { BoundedCache } from '../../boundedCache';
import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Strings',
  signature: 'pattern, a, ...',
  description:
    'the first value that is a string and matches the regular expression, which is given as a string: `"."` means not empty',
  examples: [
    { expression: '$firstMatching("^[a-f]+$", 5, "xyz", "abc")', gives: 'abc' },
    { expression: '$firstMatching(".", "")', gives: undefined },
  ],
};

const REMEMBERED_PATTERNS = 100;
const patterns = new BoundedCache<string, RegExp>(REMEMBERED_PATTERNS);

export function firstMatching(pattern: string, ...values: unknown[]): string | undefined {
  const regex = patterns.get(pattern, toRegex);
  for (const value of values) {
    if (typeof value === 'string' && regex.test(value)) {
      return value;
    }
  }
  return undefined;
}

function toRegex(pattern: string): RegExp {
  return new RegExp(pattern, 'u');
}

export const binding: Binding = { run: firstMatching, gives: 'string', shape: 'scalar', pattern: 0 };
