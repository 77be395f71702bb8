import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description: 'a finite number, or the number that a string holds in decimal notation; otherwise undefined',
  examples: [
    { expression: '$numeric("9.99")', gives: 9.99 },
    { expression: '$numeric(" -1e3")', gives: -1000 },
    { expression: '$numeric("1,5")', gives: undefined },
  ],
};

const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

export function numeric(value: unknown): number | undefined {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && DECIMAL.test(value)
        ? Number(value)
        : NaN;
  return Number.isFinite(number) ? number : undefined;
}

export const binding: Binding = { run: numeric, gives: 'number', shape: 'scalar' };
