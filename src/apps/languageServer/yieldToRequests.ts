import { setImmediate } from 'node:timers/promises';

/** Lets requests that have arrived be answered before the caller goes on. */
export function yieldToRequests(): Promise<void> {
  return setImmediate();
}
