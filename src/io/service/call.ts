import type { IncomingHttpHeaders } from 'node:http';
import type { TraceContext } from './traceContext';

/** A call of the service, its body read and parsed. */
export interface Call {
  method: string;
  /** What stands for the named parts of the route's path, such as `{version: 'v0', name: 'acme'}`. */
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The parsed body; undefined when there is none. */
  body: unknown;
  trace: TraceContext | undefined;
}

/** What the service answers. */
export interface Answer {
  status: number;
  /** The body, rendered. */
  text: string;
  headers?: Record<string, string>;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** An answer of the contract that hosts call; it carries the version of that contract. */
export function contractAnswer(status: number, text: string): Answer {
  return { status, text, headers: { 'Content-Type': JSON_TYPE, apiVersion: '2' } };
}

/** JSON that is not part of the contract. */
export function plainAnswer(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return { status, text: JSON.stringify(value), headers: { 'Content-Type': JSON_TYPE, ...headers } };
}

export function textAnswer(status: number, text: string, type = 'text/plain; charset=utf-8'): Answer {
  return { status, text, headers: { 'Content-Type': type } };
}
