/** What delivery reads of an envelope: one request to a destination's API. */
export interface OutgoingRequest {
  method: string;
  endpoint: string;
  headers: Record<string, unknown>;
  /** Query parameters. */
  params: Record<string, unknown>;
  body: { JSON?: unknown; JSON_ARRAY?: unknown; XML?: unknown; FORM?: unknown };
  /** The ordering key: requests with the same one are sent one after the other. */
  userId?: unknown;
}

/** Why an event or a request was rejected; the message holds no secret. */
export interface Reason {
  code: string;
  message: string;
}

/** One line of the input, not yet parsed. */
export interface SourceLine {
  /** Counts from 1. A number that is left out belongs to a blank line. */
  line: number;
  /** What a later run compares, to tell whether the line is still the same. */
  text: string;
  /** Why the line cannot be read, if so; `text` is then empty. */
  unreadable?: Reason;
}

/** What is to be done for one event of a line. */
export interface PlannedEvent {
  /** In the order in which they are to be sent; none when the event was filtered or rejected. */
  requests: readonly OutgoingRequest[];
  /** Why the event gives no requests, if it was rejected. */
  rejected?: Reason;
  /** What the file of rejected events holds of it: input that can be delivered again, without its settings. */
  replay: Record<string, unknown>;
  /** The values that may not show anywhere but on the wire. */
  secrets: readonly string[];
}

/** The events of a line; none when there is nothing to be done. Must not throw for a bad line. */
export type Plan = (line: SourceLine) => Promise<PlannedEvent[]>;
