import { isObject } from '../../runtime/isObject';

/**
 * The requests of one event, linked. rudder-server makes one proxy call for each and keeps only the last status. So
 * if the first request was permanently refused and the second one was accepted, the event would count as delivered.
 * (Without the proxy, rudder-server stops at the first failure.) Therefore the proxy sends all of them in the call
 * for the last one: the earlier ones are marked and answered without being sent, and the last one contains them. Both
 * are stored in `body.JSON_ARRAY`, of which rudder-server sends only `batch`.
 */
interface LinkedBody {
  /** The exact text of the body. */
  batch: string;
  /** This request is sent in the proxy call for the last request of its event. */
  sentWithLast?: true;
  /** Requests of the same event that are sent before this one. */
  sendFirst?: unknown[];
}

type Parts = Record<string, unknown>;

/** Links the requests of one event, in order. If one of them has a form or XML, none is linked. */
export function linkRequests(requests: readonly unknown[]): unknown[] {
  const last = requests.length - 1;
  if (last < 1 || !requests.every(canCarry)) {
    return [...requests];
  }
  return requests.map((request, index) =>
    withBody(request, index < last ? { sentWithLast: true } : { sendFirst: requests.slice(0, last) }),
  );
}

/** Whether a posted request is sent together with a later one of its event. */
export function isSentWithLast(posted: unknown): boolean {
  return linkedBody(posted).sentWithLast === true;
}

/** The requests that must be sent before a posted one. */
export function earlierRequests(posted: unknown): unknown[] {
  const { sendFirst } = linkedBody(posted);
  return Array.isArray(sendFirst) ? sendFirst : [];
}

function canCarry(request: unknown): boolean {
  const { FORM, XML } = parts(parts(request).body);
  return isEmpty(FORM) && isEmpty(XML);
}

function withBody(request: unknown, link: Omit<LinkedBody, 'batch'>): unknown {
  const { body } = parts(request);
  const { JSON: json, JSON_ARRAY } = parts(body);
  const { batch } = parts(JSON_ARRAY);
  const text = typeof batch === 'string' && batch !== '' ? batch : isEmpty(json) ? '' : JSON.stringify(json);
  const linked: LinkedBody = { batch: text, ...link };
  return { ...parts(request), body: { ...parts(body), JSON: {}, JSON_ARRAY: linked } };
}

function linkedBody(posted: unknown): Partial<LinkedBody> {
  return parts(parts(parts(posted).body).JSON_ARRAY);
}

function isEmpty(value: unknown): boolean {
  return Object.keys(parts(value)).length === 0;
}

function parts(value: unknown): Parts {
  return isObject(value) ? value : {};
}
