import type { Destination } from '../destination/destination';
import { createError } from '../errors/destkitError';
import type { Snapshot } from './metrics/snapshot';
import type { Metrics } from './metrics/metrics';
import type { Outbox } from './outbox';

/** What the routes work with. */
export interface Context {
  /** By name, in lower case. */
  destinations: ReadonlyMap<string, Destination>;
  outbox: Outbox;
  metrics: Metrics;
  version: string;
  /** Whether new calls are welcome: not before everything is built, and not once the end has begun. */
  isReady: () => boolean;
  /** The figures of every process that serves here. */
  collect: () => Promise<Snapshot>;
}

/** @throws CALL_DESTINATION_UNKNOWN */
export function findDestination({ destinations }: Context, name: unknown): Destination {
  const text = typeof name === 'string' ? name : '';
  const found = destinations.get(text.toLowerCase());
  if (!found) {
    throw createError('CALL_DESTINATION_UNKNOWN', { name: text.slice(0, 64) });
  }
  return found;
}
