import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../../io/readBody';
import { createError, DestkitError } from '../../../runtime/errors/destkitError';
import type { Refusal } from '../contract';

const BODY_LIMIT = 8 * 1024 * 1024;

/** Responses are not cached, not sniffed and not framed, and send no referrer. */
const safeHeaders: Record<string, string> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  // Isolated pages have clocks that are precise enough to measure a step.
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Sends a whole response; `headers` override the security headers. */
export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { ...safeHeaders, 'content-type': type, ...headers }).end(body);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

/** Starts a response that continues until one side closes the connection. */
export function startStream(response: ServerResponse): void {
  response.writeHead(200, { ...safeHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
}

export function sendError(response: ServerResponse, error: DestkitError): void {
  const { code, message, fix, status } = error;
  sendJson(response, status, { error: { code, message, fix } } satisfies Refusal);
}

/** The text of a body. @throws CALL_TOO_LARGE, CALL_NOT_JSON when it is not UTF-8 */
export async function readText(request: IncomingMessage): Promise<string> {
  const body = await readBody(request, BODY_LIMIT);
  if (typeof body === 'string') {
    throw createError('CALL_TOO_LARGE', { limit: BODY_LIMIT });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw createError('CALL_NOT_JSON', { problem: 'it is not UTF-8' });
  }
}
