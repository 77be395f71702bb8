import { isObject } from '../../isObject';
import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description: 'the value if it is an object, otherwise undefined. `$object(a.b).c` never maps over an array',
  examples: [
    { expression: '$object({"a": 1})', gives: { a: 1 } },
    { expression: '$object([{"a": 1}]).a', gives: undefined },
  ],
};

export function object(value: unknown): unknown {
  return isObject(value) ? value : undefined;
}

export const binding: Binding = {
  run: object,
  gives: 'object',
  inline: (_, value) =>
    `typeof ${value} === "object" && ${value} !== null && !isArray(${value}) ? ${value} : undefined`,
  shape: 'firstArgument',
};
