import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Objects',
  signature: 'object',
  description:
    'the names of the fields that hold integers beyond 2^53 - 1, whose last digits `JSON.parse` has changed; undefined when there are none',
  examples: [
    { expression: '$inexactKeys({"a": 9007199254740993, "b": 1})', gives: ['a'] },
    { expression: '$inexactKeys({"b": 1})', gives: undefined },
  ],
};

/** Larger numbers are written with an exponent: they are measurements, whose last digits do not matter. */
const FIRST_WITH_EXPONENT = 1e21;

export function inexactKeys(source: unknown): string[] | undefined {
  if (typeof source !== 'object' || source === null) {
    return undefined;
  }
  let found: string[] | undefined;
  for (const key of Object.keys(source)) {
    const value = (source as Record<string, unknown>)[key];
    if (typeof value === 'number' && isInexact(value)) {
      (found ??= []).push(key);
    }
  }
  return found;
}

function isInexact(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < FIRST_WITH_EXPONENT;
}

export const binding: Binding = { run: inexactKeys, shape: 'unknown' };
