import type { IncomingHttpHeaders } from 'node:http';

/** What https://www.w3.org/TR/trace-context/ sends along with a call; it is handed on and never changed. */
export interface TraceContext {
  traceparent: string;
  tracestate?: string;
}

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const MAX_STATE = 512;

/** The trace context of a call; undefined when there is none that is well-formed. */
export function readTraceContext({ traceparent, tracestate }: IncomingHttpHeaders): TraceContext | undefined {
  if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent)) {
    return undefined;
  }
  return typeof tracestate === 'string' && tracestate.length <= MAX_STATE
    ? { traceparent, tracestate }
    : { traceparent };
}

/** The id that the log has of a trace. */
export function traceIdOf(trace: TraceContext | undefined): string | undefined {
  return trace && TRACEPARENT.exec(trace.traceparent)?.[1];
}
