import type { PlannedEvent, OutgoingRequest, Reason } from './request';

/** A line with parts to settle. */
export interface LineJob {
  line: number;
  hash: string;
  /** The number of parts that are not settled. */
  left: number;
}

/** One part of a line: a request, or the rejection of an event without requests. */
export interface Part {
  event: PlannedEvent;
  /** The range of parts of the same event, including this one: from, to (exclusive). */
  siblings: readonly [number, number];
  content: OutgoingRequest | Reason;
}

/** A request that is waiting or in flight. */
export interface Job {
  owner: LineJob;
  part: number;
  siblings: readonly [number, number];
  event: PlannedEvent;
  request: OutgoingRequest;
  key: string;
  attempts: number;
}

/** The parts of a line in order. A filtered event has none. */
export function partsOf(events: readonly PlannedEvent[]): Part[] {
  const parts: Part[] = [];
  for (const event of events) {
    const contents = event.rejected ? [event.rejected] : event.requests;
    const siblings = [parts.length, parts.length + contents.length] as const;
    parts.push(...contents.map((content) => ({ event, siblings, content })));
  }
  return parts;
}

const LINE_KEY = 'line ';

/** The key for ordered delivery: the userId, or without one the line of the request. */
export function orderingKey({ userId }: OutgoingRequest, line: number): string {
  return userId === undefined || userId === null || userId === ''
    ? `${LINE_KEY}${line}`
    : `user ${typeof userId === 'string' ? userId : JSON.stringify(userId)}`;
}

/** Whether later lines may have the same key. */
export function isShared(key: string): boolean {
  return !key.startsWith(LINE_KEY);
}
