import { createHash } from 'node:crypto';
import { BoundedCache } from '../../runtime/boundedCache';
import type { Json } from '../../runtime/jsonata/plain';
import type { FaultKind } from './faults';

const KEPT_REQUESTS = 10_000;
const KEPT_CHARACTERS = 32 * 1024 * 1024;
const NOTED_KINDS = 100;
const HASH_DIGITS = 16;

/** A request that was received and answered. Requests with another fault than `slow` are not recorded. */
export interface Recorded {
  /** Starts at 1, in the order of the responses. */
  number: number;
  /** ISO 8601, UTC. */
  time: string;
  method: string;
  /** Without the query, which is not stored. */
  path: string;
  status: number;
  /** Whether the response reports success. */
  accepted: boolean;
  /** The size of the body as received. */
  bytes: number;
  /** The first 16 hexadecimal digits of the SHA-256 of the body; missing if the body was not read to its end. */
  hash?: string;
  /** The ordering key of the request, as the workflow sees it. */
  key?: string;
  /** Why the request was refused. */
  reason?: string;
  notes: string[];
  /** Other information on the request from the workflow. */
  record?: Json;
}

/** A recorded request with the data that is kept only in memory. */
export interface Received extends Recorded {
  /** Values of secret headers are `***`. */
  headers: Record<string, string>;
  body: string;
}

/** The totals since the start, including requests that are no longer kept. */
export interface Counts {
  /** Requests answered by the workflow, or refused by its limits: the sum of `accepted` and `refused`. */
  received: number;
  accepted: number;
  refused: number;
  /** By kind; requests with the fault `slow` also count as received. */
  faults: Partial<Record<FaultKind, number>>;
  /** The number of requests per note; at most 100 different notes are counted. */
  notes: Record<string, number>;
}

export function hashBody(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex').slice(0, HASH_DIGITS);
}

/** A bounded log of received requests: exact counts of all, and the last requests in full. */
export class RequestLog {
  private readonly kept = new BoundedCache<number, Received>(KEPT_REQUESTS, KEPT_CHARACTERS);
  private received = 0;
  private accepted = 0;
  private readonly faults = new Map<FaultKind, number>();
  private readonly notes = new Map<string, number>();

  /** Adds a request, with its number and time. */
  add(answered: Omit<Received, 'number' | 'time'>): Received {
    this.received += 1;
    this.accepted += answered.accepted ? 1 : 0;
    for (const note of answered.notes) {
      if (this.notes.has(note) || this.notes.size < NOTED_KINDS) {
        increment(this.notes, note);
      }
    }
    const received = { number: this.received, time: new Date().toISOString(), ...answered };
    this.kept.set(this.received, received, sizeOf(answered));
    return received;
  }

  addFault(kind: FaultKind): void {
    increment(this.faults, kind);
  }

  last(count = KEPT_REQUESTS): Received[] {
    return this.kept.last(count);
  }

  counts(): Counts {
    const { received, accepted } = this;
    return {
      received,
      accepted,
      refused: received - accepted,
      faults: Object.fromEntries(this.faults),
      notes: Object.fromEntries(this.notes),
    };
  }
}

/** The size in characters, of the parts that a client controls. */
function sizeOf({ body, path, headers }: Omit<Received, 'number' | 'time'>): number {
  let size = body.length + path.length;
  for (const name in headers) {
    size += name.length + (headers[name] ?? '').length;
  }
  return size;
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
