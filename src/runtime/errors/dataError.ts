/**
 * An error that data has caused, not code: it carries its own place, and no stack. Capturing a stack takes longer
 * than transforming an event, and a source that sends bad events sends many. The limit is one of the whole process, so it is
 * changed for no longer than the capture, in which nothing else can run.
 */
export class DataError extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = limit;
  }
}
