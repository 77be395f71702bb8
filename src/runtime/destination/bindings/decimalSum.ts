import type { Binding, BindingDocs } from './binding';
import { decimalsOf, roundTo } from './decimals';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'array',
  description:
    'the sum of the numbers of an array, with no more decimals than the number that has most; undefined when it holds no number',
  examples: [
    { expression: '$decimalSum([0.1, 0.2])', gives: 0.3 },
    { expression: '$decimalSum(["0.1"])', gives: undefined },
  ],
};

export function decimalSum(values: unknown): number | undefined {
  const numbers = (Array.isArray(values) ? (values as unknown[]) : [values]).filter(
    (value) => typeof value === 'number',
  );
  if (numbers.length === 0) {
    return undefined;
  }
  const sum = numbers.reduce((total, number) => total + number, 0);
  return roundTo(sum, Math.max(...numbers.map(decimalsOf)));
}

export const binding: Binding = { run: decimalSum, gives: 'number', shape: 'scalar' };
