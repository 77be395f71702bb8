import type { PlannedEvent, OutgoingRequest, Reason } from './request';

/** A line of which parts are to be brought to an end. */
export interface LineJob {
  line: number;
  hash: string;
  /** How many of its parts have not come to an end. */
  left: number;
}

/** One part of a line: a request, or the rejection of an event that gave none. */
export interface Part {
  event: PlannedEvent;
  /** Parts of the same event, this one included: from, to (exclusive). */
  siblings: readonly [number, number];
  content: OutgoingRequest | Reason;
}

/** A request that waits for its turn or is under way. */
export interface Job {
  owner: LineJob;
  part: number;
  siblings: readonly [number, number];
  event: PlannedEvent;
  request: OutgoingRequest;
  key: string;
  attempts: number;
}

/** The parts of a line in their order. An event that was filtered has none. */
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

/** What keeps requests in order: the userId, or else the line that they come from. */
export function orderingKey({ userId }: OutgoingRequest, line: number): string {
  return userId === undefined || userId === null || userId === ''
    ? `${LINE_KEY}${line}`
    : `user ${typeof userId === 'string' ? userId : JSON.stringify(userId)}`;
}

/** Whether later lines may have the same key. */
export function isShared(key: string): boolean {
  return !key.startsWith(LINE_KEY);
}
