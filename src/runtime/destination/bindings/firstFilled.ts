import { isObject } from '../../isObject';
import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Objects',
  signature: 'object, name, ...',
  description:
    'the first of the names, or of an array of names, under which the object has a value other than null and blank strings',
  examples: [
    { expression: '$firstFilled({"a": " ", "b": 0}, "a", "b")', gives: 'b' },
    { expression: '$firstFilled({"b": 0}, ["a", "b"])', gives: 'b' },
    { expression: '$firstFilled({"a": null}, "a", "b")', gives: undefined },
  ],
};

export function firstFilled(source: unknown, ...names: (string | readonly string[])[]): string | undefined {
  if (!isObject(source)) {
    return undefined;
  }
  const [first] = names;
  for (const name of typeof first === 'object' ? first : (names as string[])) {
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    if (value !== undefined && value !== null && (typeof value !== 'string' || value.trim() !== '')) {
      return name;
    }
  }
  return undefined;
}

export const binding: Binding = { run: firstFilled, gives: 'string', shape: 'scalar' };
