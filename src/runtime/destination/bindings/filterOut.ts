import { createError } from '../../errors/destkitError';
import type { Binding, BindingDocs } from './binding';
import { truthy } from './truthy';

export const docs: BindingDocs = {
  section: 'Outcomes',
  signature: 'condition, reason',
  description:
    "false unless the condition holds (by JavaScript's `Boolean`); if it holds, the event is filtered for this reason: neither sent nor an error",
  examples: [
    { expression: '$filterOut("", "a test event")', gives: false },
    { expression: '$filterOut(true, "a test event")', throws: 'a test event' },
  ],
};

export function filterOut(condition: unknown, reason: string): false {
  if (truthy(condition)) {
    throw createError('EVENT_FILTERED', { reason });
  }
  return false;
}

export const binding: Binding = {
  run: filterOut,
  gives: 'boolean',
  always: true,
  inline: (self, condition, reason) => `${condition} !== false && ${self}(${condition}, ${reason})`,
  shape: 'scalar',
  secret: 'condition',
  ends: true,
};
