import { createError } from '../../errors/destkitError';
import type { Binding, BindingDocs } from './binding';
import { truthy } from './truthy';

export const docs: BindingDocs = {
  section: 'Outcomes',
  signature: 'condition, message',
  description:
    "true if the condition holds (by JavaScript's `Boolean`); otherwise the event is rejected with status 400 and this message",
  examples: [
    { expression: '$ensure("x", "no id")', gives: true },
    { expression: '$ensure(missing, "no id")', throws: 'no id' },
  ],
};

export function ensure(condition: unknown, message: string): true {
  if (!truthy(condition)) {
    throw createError('EVENT_REJECTED', { message });
  }
  return true;
}

export const binding: Binding = {
  run: ensure,
  gives: 'boolean',
  always: true,
  inline: (self, condition, message) => `${condition} === true || ${self}(${condition}, ${message})`,
  shape: 'scalar',
  secret: 'condition',
  ends: true,
};
