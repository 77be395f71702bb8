import type { IncomingHttpHeaders } from 'node:http';

/** The trace headers of https://www.w3.org/TR/trace-context/, which are passed on unchanged. */
export interface TraceContext {
  traceparent: string;
  tracestate?: string;
}

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const MAX_STATE = 512;

/** The trace context of a call; undefined if there is none, or if it is malformed. */
export function readTraceContext({ traceparent, tracestate }: IncomingHttpHeaders): TraceContext | undefined {
  if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent)) {
    return undefined;
  }
  return typeof tracestate === 'string' && tracestate.length <= MAX_STATE
    ? { traceparent, tracestate }
    : { traceparent };
}

/** The id of a trace in the log. */
export function traceIdOf(trace: TraceContext | undefined): string | undefined {
  return trace && TRACEPARENT.exec(trace.traceparent)?.[1];
}
