import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description:
    'the kind of a value for messages, without the value itself: digits show as `9`, letters as `A`',
  examples: [
    { expression: '$shapeOf("1,299")', gives: 'a string of the shape "9,9"' },
    { expression: '$shapeOf([1])', gives: 'an array' },
    { expression: '$shapeOf(true)', gives: 'a boolean' },
  ],
};

const READ_CHARACTERS = 64;
const SHAPE_CHARACTERS = 20;

export function shapeOf(value: unknown): string {
  if (typeof value === 'string') {
    const shape = value
      .slice(0, READ_CHARACTERS)
      .replace(/\d+/g, '9')
      .replace(/\p{L}+/gu, 'A')
      .slice(0, SHAPE_CHARACTERS);
    return `a string of the shape "${shape}"`;
  }
  if (Array.isArray(value)) {
    return 'an array';
  }
  return typeof value === 'object' && value !== null ? 'an object' : `a ${typeof value}`;
}

export const binding: Binding = { run: shapeOf, gives: 'string', always: true, shape: 'scalar' };
