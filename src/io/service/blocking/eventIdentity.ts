import { createHash } from 'node:crypto';

/** Ids that hosts give; anything else is hashed, so that no content of an event is part of an identity. */
const ID = /^[\w.:-]{1,64}$/;
const UNKNOWN = '-';
const ANY = '*';

/** All groups of a destination's events. */
export function identifyGroup(destination: string): string {
  return `${destination} ${ANY} ${ANY} ${ANY}`;
}

/** The connection of an event's job: `<destination> <destinationId>`. */
export function identifyConnection(destination: string, destinationId: unknown): string {
  return `${destination} ${idOf(destinationId)}`;
}

/** @param connection from `identifyConnection` */
export function withJob(connection: string, jobId: unknown): string {
  return `${connection} ${typeof jobId === 'number' ? String(jobId) : idOf(jobId)}`;
}

/** The job of an event, which several events may share: `<destination> <destinationId> <jobId>`. */
export function identifyJob(destination: string, event: unknown): string {
  const { jobId, destinationId } = metadataOf(event);
  return withJob(identifyConnection(destination, destinationId), jobId);
}

/**
 * A short text by which an event is known again when a host sends it again: its job and the message's own id. Where an id is
 * missing, the last part is a hash of the message.
 */
export function identify(destination: string, event: unknown): string {
  const job = identifyJob(destination, event);
  const { message } = (event ?? {}) as { message?: unknown };
  const { messageId } = (message ?? {}) as { messageId?: unknown };
  const id = idOf(messageId);
  const isKnown = id !== UNKNOWN && !job.split(' ').includes(UNKNOWN);
  return `${job} ${isKnown ? id : hash(message ?? event)}`;
}

/** The job that an identity is of. */
export function jobOf(identity: string): string {
  return identity.split(' ', 3).join(' ');
}

/** Whether an identity is that of a single event or group, and not of a job. */
export function isExact(identity: string): boolean {
  return identity.split(' ').length > 3;
}

/** The parts of an identity that a log may have. */
export function describeIdentity(identity: string): {
  destination: string | undefined;
  destination_id: string | undefined;
  job_id: string | undefined;
} {
  const [destination, connection, job] = identity.split(' ');
  return {
    destination: destination === '' ? undefined : destination,
    destination_id: known(connection),
    job_id: known(job),
  };
}

export function metadataOf(event: unknown): { jobId?: unknown; destinationId?: unknown } {
  const { metadata } = (event ?? {}) as { metadata?: unknown };
  return metadata ?? {};
}

function idOf(value: unknown): string {
  return typeof value === 'string' && ID.test(value) ? value : UNKNOWN;
}

function known(part: string | undefined): string | undefined {
  return part === UNKNOWN || part === ANY ? undefined : part;
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
