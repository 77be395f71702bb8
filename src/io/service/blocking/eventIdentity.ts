import { createHash } from 'node:crypto';

/**
 * The usual format of ids from hosts; any other value is hashed, so that an identity never contains content of an
 * event.
 */
const ID = /^[\w.:-]{1,64}$/;
const UNKNOWN = '-';
const ANY = '*';

/** The identity of all groups of events of a destination. */
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
 * A short string that identifies an event when a host sends it again: its job, and the id of the message. If an id is
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

/** The job of an identity. */
export function jobOf(identity: string): string {
  return identity.split(' ', 3).join(' ');
}

/** Whether an identity is that of a single event or group, not of a job. */
export function isExact(identity: string): boolean {
  return identity.split(' ').length > 3;
}

/** The parts of an identity that may be logged. */
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
    // The event is nested too deeply.
    return UNKNOWN;
  }
}
