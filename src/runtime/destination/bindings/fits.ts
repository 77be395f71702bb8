import type { Binding, BindingDocs } from './binding';
import { json } from './json';

export const docs: BindingDocs = {
  section: 'Strings',
  signature: 'value, bytes',
  description: 'whether a string, or the JSON of any other value, has at most this number of bytes in UTF-8',
  examples: [
    { expression: '$fits("é", 2)', gives: true },
    { expression: '$fits("é", 1)', gives: false },
    { expression: '$fits({"a": 1}, 7)', gives: true },
  ],
};

export function fits(value: unknown, bytes: number): boolean {
  if (bound(value) <= bytes) {
    return true;
  }
  const text = typeof value === 'string' ? value : (json(value) ?? '');
  return new TextEncoder().encode(text).length <= bytes;
}

/** An upper bound of the JSON's size in bytes that is fast to compute. */
function bound(value: unknown): number {
  switch (typeof value) {
    case 'string':
      // A control character takes six bytes, any other character at most three.
      return 6 * value.length + 2;
    case 'object': {
      if (value === null) {
        return 4;
      }
      let sum = 2;
      for (const key in value) {
        sum += 6 * key.length + 4 + bound((value as Record<string, unknown>)[key]);
      }
      return sum;
    }
    default:
      return 32;
  }
}

export const binding: Binding = { run: fits, gives: 'boolean', always: true, shape: 'scalar' };
