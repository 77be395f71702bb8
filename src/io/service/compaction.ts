import type { IncomingHttpHeaders } from 'node:http';

const COMPACTED = 'json+compactedv1';

interface CompactedBody {
  input?: unknown;
  destinations?: Record<string, unknown>;
  connections?: Record<string, unknown>;
}

interface CompactedEvent {
  metadata?: { destinationId?: unknown; sourceId?: unknown } | null;
  destination?: unknown;
  connection?: unknown;
}

/** Whether the body contains the destinations once, separate from the events. */
export function isCompacted(headers: IncomingHttpHeaders): boolean {
  return headers['x-content-format'] === COMPACTED;
}

/**
 * The events of a compacted body, each with its destination and connection. Events of one destination share the
 * object that describes it, which must not be modified.
 */
export function expand(body: unknown): unknown {
  const { input, destinations = {}, connections = {} } = (body ?? {}) as CompactedBody;
  if (!Array.isArray(input)) {
    return undefined;
  }
  for (const event of input as (CompactedEvent | null)[]) {
    if (typeof event !== 'object' || event === null) {
      continue;
    }
    const { destinationId, sourceId } = event.metadata ?? {};
    event.destination = own(destinations, String(destinationId));
    const connection = own(connections, `${String(sourceId)}:${String(destinationId)}`);
    if (connection !== undefined) {
      event.connection = connection;
    }
  }
  return input;
}

function own(map: unknown, key: string): unknown {
  return typeof map === 'object' && map !== null && Object.hasOwn(map, key)
    ? (map as Record<string, unknown>)[key]
    : undefined;
}
