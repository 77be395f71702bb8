import type { ServerResponse } from 'node:http';
import { sendJson, sendText } from './send';
import type { Fault, FaultKind } from './faults';

/** Applies a fault to a request: it gets a response, or none. */
export function actOut(fault: Fault, response: ServerResponse, failureBody: object): void {
  actors[fault.kind](response, fault, failureBody);
}

const actors: Record<FaultKind, (response: ServerResponse, fault: Fault, failureBody: object) => void> = {
  '429': sendStatus(429),
  '500': sendStatus(500),
  '503': sendStatus(503),
  // The usual response, delayed.
  slow: () => undefined,
  // No response, until the client gives up or the sandbox closes.
  hang: () => undefined,
  reset: (response) => {
    response.socket?.resetAndDestroy();
  },
  failure: (response, _fault, failureBody) => {
    sendJson(response, 200, failureBody);
  },
  // Half of a response, as a proxy may truncate it.
  garbled: (response) => {
    sendText(response, 200, '{"answer": ', { 'content-type': 'application/json' });
  },
};

function sendStatus(status: number) {
  return (response: ServerResponse, { argument }: Fault): void => {
    const headers: Record<string, string> =
      argument === undefined ? {} : { 'retry-after': String(Math.ceil(argument)) };
    sendJson(response, status, { error: 'a fault on demand' }, headers);
  };
}
