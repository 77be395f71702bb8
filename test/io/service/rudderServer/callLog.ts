import { createHash } from 'node:crypto';
import type { Side } from './setup';

/** A call of rudder-server, and what came back. */
export interface LoggedCall {
  number: number;
  path: string;
  /** Who had to answer it. */
  expected: Side;
  sentHash: string;
  /** 0 when there was no answer. */
  status: number;
  /** Of the answer's bytes as they came, compressed or not. */
  answerHash: string;
  connection: string | undefined;
}

/** A call as it reached the upstream, and its answer. */
export interface UpstreamCall {
  /** From the header that identifies a call; undefined for a call that the service itself makes. */
  number: number | undefined;
  path: string;
  receivedHash: string;
  answerHash: string;
}

export const CALL_NUMBER = 'x-call-number';

export function hashBytes(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** All calls of one double. */
export class CallLog {
  readonly calls: LoggedCall[] = [];
  private last = 0;

  nextNumber(): number {
    this.last += 1;
    return this.last;
  }
}

export interface Comparison {
  /** Calls that the upstream answered and had to. */
  passedOn: number;
  answeredHere: number;
  /** What must not be, one line each. */
  problems: string[];
}

/** Compares what was sent and what came back with what the upstream saw and said. */
export function compareSides(calls: readonly LoggedCall[], upstream: readonly UpstreamCall[]): Comparison {
  const seen = new Map<number, UpstreamCall>();
  const comparison: Comparison = { passedOn: 0, answeredHere: 0, problems: [] };
  for (const call of upstream) {
    if (call.number !== undefined && seen.has(call.number)) {
      comparison.problems.push(`call ${call.number} of ${call.path}: it was passed on twice`);
    } else if (call.number !== undefined) {
      seen.set(call.number, call);
    }
  }
  for (const call of calls) {
    const other = seen.get(call.number);
    const problem = judge(call, other);
    if (problem !== undefined) {
      comparison.problems.push(`call ${call.number} of ${call.path}: ${problem}`);
    } else if (other && call.status === 200) {
      comparison.passedOn += 1;
    } else if (call.status === 200) {
      comparison.answeredHere += 1;
    }
  }
  return comparison;
}

function judge(call: LoggedCall, other: UpstreamCall | undefined): string | undefined {
  if (call.expected === 'service') {
    return other ? 'the upstream was asked, though it is for the service' : undefined;
  }
  if (!other) {
    return call.status === 200 ? 'the service answered, though it is for the upstream' : undefined;
  }
  if (other.path !== call.path) {
    return `the upstream got it as ${other.path}`;
  }
  if (other.receivedHash !== call.sentHash) {
    return 'the upstream got other bytes than were sent';
  }
  return call.status === 200 && other.answerHash !== call.answerHash
    ? 'other bytes came back than the upstream sent'
    : undefined;
}
