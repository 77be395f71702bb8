import type { Binding, BindingDocs } from './binding';
import { decimalsOf, roundTo } from './decimals';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'a, b',
  description:
    'the product of two numbers, with no more decimals than both have together; undefined unless both are numbers',
  examples: [
    { expression: '$decimalProduct(0.1, 3)', gives: 0.3 },
    { expression: '$decimalProduct(0.1, "3")', gives: undefined },
  ],
};

export function decimalProduct(first: unknown, second: unknown): number | undefined {
  if (typeof first !== 'number' || typeof second !== 'number') {
    return undefined;
  }
  return roundTo(first * second, decimalsOf(first) + decimalsOf(second));
}

export const binding: Binding = { run: decimalProduct, gives: 'number', shape: 'scalar' };
