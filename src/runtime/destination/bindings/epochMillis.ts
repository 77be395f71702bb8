import type { Binding, BindingDocs } from './binding';
import { text } from './text';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description:
    "milliseconds since 1970: a number is milliseconds already, a string is read as JavaScript's `new Date(value)` reads it; undefined when it cannot be read or is 0",
  examples: [
    { expression: '$epochMillis("2026-03-02T08:15:30Z")', gives: 1772439330000 },
    { expression: '$epochMillis("soon")', gives: undefined },
  ],
};

export function epochMillis(value: unknown): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return new Date(Number(value)).getTime() || undefined;
  }
  return Date.parse(text(value)) || undefined;
}

export const binding: Binding = { run: epochMillis, gives: 'number', shape: 'scalar' };
