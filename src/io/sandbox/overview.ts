import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, queryOf } from './received';
import type { RequestLog } from './record';
import { sendJson } from './send';

const DEFAULT_LIMIT = 100;

/** Whether a request reads the record. Such requests get no fault and are not recorded. */
export function isOverview(incoming: IncomingMessage): boolean {
  return incoming.method === 'GET' && pathOf(incoming) === '/requests';
}

/**
 * `GET /requests?limit=N`: `{counts, requests}`, the newest request last; 100 of them by default. Requires a host
 * name of this machine, so a web page whose own name resolves to it cannot read the record.
 */
export function sendOverview(
  incoming: IncomingMessage,
  response: ServerResponse,
  requestLog: RequestLog,
): void {
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(incoming.headers.host ?? '')) {
    sendJson(response, 403, { error: 'ask 127.0.0.1 or localhost' });
    return;
  }
  const text = queryOf(incoming).get('limit') ?? String(DEFAULT_LIMIT);
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    sendJson(response, 400, { error: 'limit must be a whole number from 1 to 999999' });
    return;
  }
  sendJson(response, 200, { counts: requestLog.counts(), requests: requestLog.last(Number(text)) });
}
