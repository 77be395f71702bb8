import type { Destination } from '../../runtime/destination/destination';
import { createError } from '../../runtime/errors/destkitError';
import type { Snapshot } from './metrics/snapshot';
import type { Metrics } from './metrics/metrics';
import type { ProxySender } from './proxySender';
import type { UnknownCalls } from './unknownCalls';
import type { Features } from './upstream/features';
import type { Upstream } from './upstream/upstream';

/** The services that the routes use. */
export interface Context {
  /** By name, in lower case. */
  destinations: ReadonlyMap<string, Destination>;
  proxySender: ProxySender;
  metrics: Metrics;
  version: string;
  /** Whether the service accepts calls: not before everything is built, and not after the shutdown has started. */
  isReady: () => boolean;
  /** The metrics of all processes of this service. */
  collect: () => Promise<Snapshot>;
  /** Answers calls that are not for an installed destination; undefined if there is no upstream. */
  upstream: Upstream | undefined;
  /** The features of the upstream and this service when the upstream last answered. */
  lastFeatures?: Features;
  unknownCalls: UnknownCalls;
  /** What a host should do with events for an unknown destination: retry or reject them. */
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
