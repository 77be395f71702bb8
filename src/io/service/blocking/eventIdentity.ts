import { createHash } from 'node:crypto';

/** Ids that hosts give; anything else is hashed, so that no content of an event is part of an identity. */
const ID = /^[\w.:-]{1,64}$/;
const UNKNOWN = '-';

/**
 * A short text by which an event is known again when a host sends it again: `<destination> <destinationId> <jobId>
 * <messageId or hash>`. Several events may share a job, and several hosts may count their jobs alike, so the message's own
 * id is part of it. Without ids it is a hash of the message.
 */
export function identify(destination: string, event: unknown): string {
  const { metadata, message } = (event ?? {}) as { metadata?: unknown; message?: unknown };
  const { jobId, destinationId } = (metadata ?? {}) as Record<string, unknown>;
  const { messageId = '' } = (message ?? {}) as Record<string, unknown>;
  const job = idOf(jobId);
  const connection = idOf(destinationId);
  const isKnown = job !== UNKNOWN && connection !== UNKNOWN && isId(messageId);
  return `${destination} ${connection} ${job} ${isKnown ? messageId : hash(message ?? event)}`;
}

/** The identity of all groups of a destination's events. */
export function identifyGroup(destination: string): string {
  return `${destination} ${UNKNOWN} ${UNKNOWN} group`;
}

/** The parts of an identity that a log may have. */
export function describeIdentity(identity: string): {
  destination: string | undefined;
  destination_id: string | undefined;
  job_id: string | undefined;
} {
  const [destination, connection, job] = identity.split(' ');
  return { destination, destination_id: known(connection), job_id: known(job) };
}

function idOf(value: unknown): string {
  if (typeof value === 'number') {
    return String(value);
  }
  return typeof value === 'string' && ID.test(value) ? value : UNKNOWN;
}

function isId(value: unknown): value is string {
  return value === '' || (typeof value === 'string' && ID.test(value));
}

function known(part: string | undefined): string | undefined {
  return part === UNKNOWN ? undefined : part;
}

function hash(value: unknown): string {
  try {
    return createHash('sha256')
      .update(JSON.stringify([value]))
      .digest('base64url');
  } catch {
    // Nested too deeply.
    return UNKNOWN;
  }
}
