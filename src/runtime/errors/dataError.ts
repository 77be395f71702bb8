/**
 * An error caused by data, not by code: it has its own place and no stack. Capturing a stack takes longer than
 * transforming an event, and a source that sends invalid events sends many. `Error.stackTraceLimit` is global, so it
 * is changed only during the synchronous capture.
 */
export class DataError extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = limit;
  }
}
