import type { HttpResponse } from '../delivery/send';
import type { Envelope } from '../../runtime/destination/outcome';

/** The part of `fetch` that an export needs; every host for functions has it. */
export type Fetch = (
  url: string,
  options: { method: string; headers: Record<string, string>; body?: string },
) => Promise<FetchResponse>;

export interface FetchResponse {
  status: number;
  headers: { forEach: (visit: (value: string, name: string) => void) => void };
  text: () => Promise<string>;
}

type Content = { type: string; text: string } | undefined;

/** Sends a request as it is; what cannot be sent throws what `fetch` throws. */
export async function sendRequest(request: Envelope, fetch: Fetch): Promise<HttpResponse> {
  const { method, endpoint, params, body } = request;
  const content = contentOf(body);
  const query = toForm(params);
  const url = query === '' ? endpoint : `${endpoint}${endpoint.includes('?') ? '&' : '?'}${query}`;
  const response = await fetch(url, {
    method,
    headers: { ...(content ? { 'Content-Type': content.type } : {}), ...request.headers },
    ...(content && method !== 'GET' ? { body: content.text } : {}),
  });
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    headers[name.toLowerCase()] = value;
  });
  return { status: response.status, headers, body: await response.text() };
}

/** The exact content to send: `JSON_ARRAY.batch` is a string that may be signed, and is sent unchanged. */
function contentOf({ JSON: json, JSON_ARRAY, XML, FORM }: Envelope['body']): Content {
  const { batch } = JSON_ARRAY as { batch?: unknown };
  const { payload } = XML as { payload?: unknown };
  if (typeof batch === 'string') {
    return { type: 'application/json', text: batch };
  }
  if (typeof payload === 'string') {
    return { type: 'application/xml', text: payload };
  }
  if (isFilled(FORM)) {
    return { type: 'application/x-www-form-urlencoded', text: toForm(FORM) };
  }
  return isFilled(json) ? { type: 'application/json', text: JSON.stringify(json) } : undefined;
}

function isFilled(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function toForm(fields: Record<string, unknown>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
}
