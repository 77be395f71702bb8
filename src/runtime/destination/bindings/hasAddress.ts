import { addressesIn } from './addresses';
import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description: 'whether a string holds an IP address, public or not',
  examples: [
    { expression: '$hasAddress("10.0.0.1:80")', gives: true },
    { expression: '$hasAddress("unknown")', gives: false },
  ],
};

export function hasAddress(value: unknown): boolean {
  return typeof value === 'string' && addressesIn(value).length > 0;
}

export const binding: Binding = { run: hasAddress, gives: 'boolean', always: true, shape: 'scalar' };
