import type { IncomingMessage } from 'node:http';
import type { ReceivedRequest } from '../destination/sandboxRules';

const HEADER_CHARACTERS = 500;

/** The request as workflows see it. A path is taken as it is written, without any decoding. */
export function readRequest(incoming: IncomingMessage, body: Buffer): ReceivedRequest {
  const rawBody = body.toString('utf8');
  const parsed = parse(rawBody);
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

export function headersOf(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]),
  );
}

/** For the record: secrets masked, long values cut. `secrets`: header names in lower case. */
export function maskHeaders(
  headers: Record<string, string>,
  secrets: ReadonlySet<string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secrets.has(name) ? '***' : value.slice(0, HEADER_CHARACTERS),
    ]),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
