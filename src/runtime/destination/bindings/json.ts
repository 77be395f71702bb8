import { toPlain } from '../../jsonata/plain';
import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Strings',
  signature: 'value',
  description: 'the value as compact JSON',
  examples: [
    { expression: '$json({"a": [1, null]})', gives: '{"a":[1,null]}' },
    { expression: '$json(missing)', gives: undefined },
  ],
};

export function json(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(toPlain(value));
}

export const binding: Binding = { run: json, gives: 'string', shape: 'scalar' };
