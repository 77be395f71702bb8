import { createError } from '../../runtime/errors/destkitError';

/** What is worked on at once at most; more is refused, so that the process neither swells nor falls behind. */
export interface Limits {
  /** Calls whose events are being transformed. */
  calls: number;
  /** Calls that wait for a destination's answer, which costs no more than a connection. */
  deliveries: number;
  /** Calls that are passed on to the upstream, which costs a connection on each side. */
  passed: number;
  /** Bytes of all bodies together. */
  bytes: number;
}

export type WorkKind = 'calls' | 'deliveries' | 'passed';

/** Counts what is under way, and refuses what would be too much. */
export class Admission {
  private readonly working: Record<WorkKind, number> = { calls: 0, deliveries: 0, passed: 0 };
  private held = 0;

  constructor(private readonly limits: Limits) {}

  get inFlight(): number {
    return this.working.calls + this.working.deliveries + this.working.passed;
  }

  get bytes(): number {
    return this.held;
  }

  /** @throws CALL_OVERLOADED when such a call could not be worked on now */
  check(kind: WorkKind): void {
    if (this.working[kind] >= this.limits[kind]) {
      throw createError('CALL_OVERLOADED', { problem: 'too many calls are under way' });
    }
  }

  /** Takes a place; give it back with `leave`. @throws CALL_OVERLOADED */
  enter(kind: WorkKind): void {
    this.check(kind);
    this.working[kind] += 1;
  }

  leave(kind: WorkKind): void {
    this.working[kind] -= 1;
  }

  /** Takes room for bytes; give it back with `release`. @throws CALL_OVERLOADED */
  hold(bytes: number): void {
    if (this.held + bytes > this.limits.bytes) {
      throw createError('CALL_OVERLOADED', { problem: 'the bodies under way are too large together' });
    }
    this.held += bytes;
  }

  release(bytes: number): void {
    this.held -= bytes;
  }
}
