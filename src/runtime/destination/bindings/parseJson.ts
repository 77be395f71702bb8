import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Strings',
  signature: 'string',
  description: 'the value that a string of JSON holds; undefined for anything else',
  examples: [
    { expression: "$parseJson('[1, 2]')", gives: [1, 2] },
    { expression: '$parseJson("<html>")', gives: undefined },
  ],
};

export function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') {
    return undefined;
  }
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

export const binding: Binding = { run: parseJson, shape: 'unknown' };
