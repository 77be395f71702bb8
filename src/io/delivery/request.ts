/** The parts of an envelope that delivery reads: one request to a destination's API. */
export interface OutgoingRequest {
  method: string;
  endpoint: string;
  headers: Record<string, unknown>;
  /** Query parameters. */
  params: Record<string, unknown>;
  body: { JSON?: unknown; JSON_ARRAY?: unknown; XML?: unknown; FORM?: unknown };
  /** The key for ordered delivery: requests with the same key are sent one after the other. */
  userId?: unknown;
}

/** Why an event or a request was rejected; the message contains no secret. */
export interface Reason {
  code: string;
  message: string;
}

/** One line of the input, not yet parsed. */
export interface SourceLine {
  /** Starts at 1. Missing numbers are blank lines. */
  line: number;
  /** The text that a later run compares to detect whether the line has changed. */
  text: string;
  /** Why the line cannot be read, if so; `text` is then empty. */
  unreadable?: Reason;
}

/** The requests of one event of a line, or the reason why there are none. */
export interface PlannedEvent {
  /** In the order in which they must be sent; empty if the event was filtered or rejected. */
  requests: readonly OutgoingRequest[];
  /** Why the event was rejected, if so. */
  rejected?: Reason;
  /** The event in the file of rejected events: without its settings, so that it can be delivered again. */
  replay: Record<string, unknown>;
  /** Values that must not appear anywhere except in the requests. */
  secrets: readonly string[];
}

/** Returns the events of a line; none if there is nothing to do. Must not throw for an invalid line. */
export type Plan = (line: SourceLine) => Promise<PlannedEvent[]>;
