import type { Json } from '../../jsonata/plain';
import { describeFailure } from '../../workflow/failure';
import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Outcomes',
  signature: 'error',
  description:
    "`{statusCode, error, statTags}` of a loop item's `error`: what a router answers for an event that failed; undefined for an item without an error",
  examples: [
    {
      expression: '$failure({"originalError": {"code": "T0410", "message": "wrong type"}}).error',
      gives: 'wrong type (T0410)',
    },
    { expression: '$failure(missing)', gives: undefined },
  ],
};

export function failure(error: unknown): Json | undefined {
  if (error === undefined || error === null) {
    return undefined;
  }
  const { status, message, statTags } = describeFailure(error);
  return { statusCode: status, error: message, statTags: { ...statTags } };
}

export const binding: Binding = { run: failure, shape: 'unknown' };
