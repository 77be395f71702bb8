import { createError } from '../../runtime/errors/destkitError';

/**
 * The maximum amount of concurrent work. Further calls are refused, so that the process does not run out of memory or
 * fall behind.
 */
export interface Limits {
  /** Calls whose events are being transformed. */
  calls: number;
  /** Calls that wait for a destination's response, each of which uses only a connection. */
  deliveries: number;
  /** Calls that are forwarded to the upstream, each of which uses a connection on each side. */
  passed: number;
  /** The total size of all bodies in bytes. */
  bytes: number;
}

export type WorkKind = 'calls' | 'deliveries' | 'passed';

/** Counts the work in progress, and refuses more than the limits. */
export class LoadLimiter {
  private readonly working: Record<WorkKind, number> = { calls: 0, deliveries: 0, passed: 0 };
  private held = 0;

  constructor(private readonly limits: Limits) {}

  get inFlight(): number {
    return this.working.calls + this.working.deliveries + this.working.passed;
  }

  get bytes(): number {
    return this.held;
  }

  /** @throws CALL_OVERLOADED if such a call cannot be accepted now */
  check(kind: WorkKind): void {
    if (this.working[kind] >= this.limits[kind]) {
      throw createError('CALL_OVERLOADED', { problem: 'too many calls are under way' });
    }
  }

  /** Takes a slot; release it with `leave`. @throws CALL_OVERLOADED */
  enter(kind: WorkKind): void {
    this.check(kind);
    this.working[kind] += 1;
  }

  leave(kind: WorkKind): void {
    this.working[kind] -= 1;
  }

  /** Reserves bytes; release them with `release`. @throws CALL_OVERLOADED */
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
