import type { IncomingMessage } from 'node:http';
import { jsonOr } from '../../runtime/jsonOr';
import type { ReceivedRequest } from '../../runtime/destination/sandboxRules';

const HEADER_CHARACTERS = 500;

/** The request as workflows see it. The path is not decoded. */
export function readRequest(incoming: IncomingMessage, body: Buffer): ReceivedRequest {
  const rawBody = body.toString('utf8');
  const parsed = jsonOr(rawBody);
  return {
    method: incoming.method ?? '',
    path: pathOf(incoming),
    query: Object.fromEntries(queryOf(incoming)),
    headers: headersOf(incoming),
    rawBody,
    ...(parsed === undefined ? {} : { body: parsed }),
  };
}

export function pathOf({ url = '' }: IncomingMessage): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

export function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  const end = url.indexOf('?');
  return new URLSearchParams(end < 0 ? '' : url.slice(end));
}

export function headersOf({ headers }: IncomingMessage): Record<string, string> {
  // With a null prototype, a header named __proto__ is a key like any other.
  const texts = Object.create(null) as Record<string, string>;
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    texts[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return texts;
}

/** The headers for the record: secrets masked, long values truncated. `secrets`: header names in lower case. */
export function maskHeaders(
  headers: Record<string, string>,
  secrets: ReadonlySet<string>,
): Record<string, string> {
  const masked = Object.create(null) as Record<string, string>;
  for (const name of Object.keys(headers)) {
    masked[name] = secrets.has(name) ? '***' : (headers[name] ?? '').slice(0, HEADER_CHARACTERS);
  }
  return masked;
}
