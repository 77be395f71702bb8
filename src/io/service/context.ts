import type { Destination } from '../../runtime/destination/destination';
import { createError } from '../../runtime/errors/destkitError';
import type { Snapshot } from './metrics/snapshot';
import type { Metrics } from './metrics/metrics';
import type { Outbox } from './outbox';
import type { UnknownCalls } from './unknownCalls';
import type { Features } from './upstream/features';
import type { Upstream } from './upstream/upstream';

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
  /** Answers what is not for a destination of ours; undefined when nobody does. */
  upstream: Upstream | undefined;
  /** What the upstream and this service offered when the upstream last answered. */
  lastFeatures?: Features;
  unknownCalls: UnknownCalls;
  /** What a host is to do with events for a destination that nobody serves: keep and send again, or end. */
  unknown: 'retry' | 'reject';
}

/** @throws CALL_DESTINATION_UNKNOWN */
export function findDestination(context: Context, name: unknown): Destination {
  const text = typeof name === 'string' ? name : '';
  const found = context.destinations.get(text.toLowerCase());
  if (!found) {
    context.unknownCalls.note('destination', text);
    throw createError('CALL_DESTINATION_UNKNOWN', { name: text.slice(0, 64) });
  }
  return found;
}
