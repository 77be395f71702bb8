import type { IncomingHttpHeaders } from 'node:http';
import type { TraceContext } from './traceContext';

/** A call of the service with its parsed body. */
export interface Call {
  method: string;
  /** The values of the named parts of the route's path, such as `{version: 'v0', name: 'acme'}`. */
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The parsed body; undefined if there is none. */
  body: unknown;
  trace: TraceContext | undefined;
}

/** A response of the service. */
export interface Answer {
  status: number;
  /** The serialized body; a Buffer if it is large. */
  body: string | Buffer;
  headers?: Record<string, string>;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** A response of the API that hosts call; it includes the version of that API. */
export function contractAnswer(status: number, body: string | Buffer): Answer {
  return { status, body, headers: { 'Content-Type': JSON_TYPE, apiVersion: '2' } };
}

/** A JSON response outside of that API. */
export function plainAnswer(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return { status, body: JSON.stringify(value), headers: { 'Content-Type': JSON_TYPE, ...headers } };
}

export function textAnswer(status: number, text: string, type = 'text/plain; charset=utf-8'): Answer {
  return { status, body: text, headers: { 'Content-Type': type } };
}
