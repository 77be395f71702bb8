import { createError } from '../../errors/destkitError';
import type { Json } from '../../jsonata/plain';
import { describeFailure } from '../../workflow/failure';
import { truthy } from './values';

/** Rejects the event with status 400 and this message unless the condition holds (JavaScript's truth). */
export function ensure(condition: unknown, message: string): true {
  if (!truthy(condition)) {
    throw createError('EVENT_REJECTED', { message });
  }
  return true;
}

/** Leaves the event out with this reason when the condition holds: it is neither sent nor an error. */
export function filterOut(condition: unknown, reason: string): false {
  if (truthy(condition)) {
    throw createError('EVENT_FILTERED', { reason });
  }
  return false;
}

/**
 * The `error` of a loop's item in the form that a router answers: `{statusCode, error, statTags}`.
 * Gives nothing for an item that has no error.
 */
export function failure(error: unknown): Json | undefined {
  if (error === undefined || error === null) {
    return undefined;
  }
  const { status, message, statTags } = describeFailure(error);
  return { statusCode: status, error: message, statTags: { ...statTags } };
}
