import { createError } from '../../runtime/errors/destkitError';
import type { OutgoingRequest } from './request';
import type { Address, Router } from './route';

/** A request as it is sent. */
export interface WireRequest {
  method: string;
  address: Address;
  headers: Record<string, string>;
  /** The exact text of the body; undefined for none. */
  body: string | undefined;
}

/**
 * Converts a request of an envelope into the form in which it is sent: `body.JSON` as JSON, or the exact bytes of
 * `body.JSON_ARRAY.batch`, which may be signed.
 *
 * @throws REQUEST_UNSENDABLE for another form of body; HOST_NOT_ALLOWED
 */
export function toWire(request: OutgoingRequest, router: Router): WireRequest {
  const body = bodyText(request.body);
  const address = router.resolve(request.endpoint);
  const query = queryOf(request.params);
  return {
    method: request.method.toUpperCase(),
    address: query === '' ? address : { ...address, path: appendQuery(address.path, query) },
    headers: headersOf(request.headers, body),
    body,
  };
}

function bodyText({ JSON: json, JSON_ARRAY: list, XML, FORM }: OutgoingRequest['body']): string | undefined {
  if (!isEmpty(XML) || !isEmpty(FORM)) {
    throw createError('REQUEST_UNSENDABLE', { problem: 'its body is in body.XML or body.FORM' });
  }
  if (!isEmpty(list)) {
    const { batch } = list as { batch?: unknown };
    if (typeof batch !== 'string' || !isEmpty(json)) {
      const problem =
        'body.JSON_ARRAY must hold the text of the body as "batch", and body.JSON must be empty';
      throw createError('REQUEST_UNSENDABLE', { problem });
    }
    return batch;
  }
  return isEmpty(json) ? undefined : JSON.stringify(json);
}

/** Headers with lower-case names, so that none can occur twice. */
function headersOf(given: Record<string, unknown>, body: string | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    headers[name.toLowerCase()] = String(value);
  }
  if (body !== undefined) {
    headers['content-type'] ??= 'application/json';
    headers['content-length'] = String(Buffer.byteLength(body));
  }
  return headers;
}

function queryOf(params: Record<string, unknown>): string {
  const entries = Object.entries(params).filter(([, value]) => value !== undefined && value !== null);
  return entries.length === 0
    ? ''
    : new URLSearchParams(Object.fromEntries(entries.map(([key, value]) => [key, textOf(value)]))).toString();
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function appendQuery(path: string, query: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

function isEmpty(part: unknown): boolean {
  if (part === undefined || part === null || part === '') {
    return true;
  }
  return typeof part === 'object' && !Array.isArray(part) && Object.keys(part).length === 0;
}
