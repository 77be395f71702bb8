import type { OutgoingRequest } from '../delivery/request';
import type { Router } from '../delivery/route';
import { toWire, type WireRequest } from '../delivery/wire';
import { createError } from '../../runtime/errors/destkitError';
import type { TraceContext } from './traceContext';
import { isObject } from '../../runtime/isObject';

type Parts = Record<string, unknown>;

/**
 * Converts a request that a host has posted into the form in which it is sent. Its body is the last of `body.JSON`,
 * `JSON_ARRAY.batch`, `XML.payload` and `FORM` that is not empty.
 *
 * @throws CALL_INVALID if it is not a request; HOST_NOT_ALLOWED
 */
export function readOutgoing(posted: unknown, router: Router, trace: TraceContext | undefined): WireRequest {
  const { method = 'POST', endpoint, headers, params, body } = object(posted);
  if (typeof endpoint !== 'string' || typeof method !== 'string') {
    throw createError('CALL_INVALID', { problem: 'it is not a request with an endpoint and a method' });
  }
  if (Object.values(object(headers)).some((value) => typeof value === 'object')) {
    throw createError('CALL_INVALID', { problem: 'a header of its request is not a string' });
  }
  const { JSON: json, JSON_ARRAY, XML, FORM } = object(body);
  const sent: OutgoingRequest = {
    method,
    endpoint,
    headers: { ...object(headers), ...trace, 'user-agent': 'RudderLabs' },
    params: object(params),
    body: {},
  };
  const form = object(FORM);
  if (Object.keys(form).length > 0) {
    const fields = Object.entries(form).filter(([, value]) => value !== undefined && value !== null);
    const text = new URLSearchParams(
      fields.map(([name, value]): [string, string] => [name, textOf(value)]),
    ).toString();
    return withBody(toWire(sent, router), text, 'application/x-www-form-urlencoded');
  }
  const { payload } = object(XML);
  if (typeof payload === 'string' && payload !== '') {
    return withBody(toWire(sent, router), payload, 'application/xml');
  }
  const { batch } = object(JSON_ARRAY);
  return toWire({ ...sent, body: isFilled(batch) ? { JSON_ARRAY: { batch } } : { JSON: json } }, router);
}

function withBody(wire: WireRequest, body: string, type: string): WireRequest {
  const headers = {
    'content-type': type,
    ...wire.headers,
    'content-length': String(Buffer.byteLength(body)),
  };
  return { ...wire, headers, body };
}

function isFilled(batch: unknown): boolean {
  return typeof batch === 'string' && batch !== '';
}

function object(value: unknown): Parts {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
