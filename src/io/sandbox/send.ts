import type { ServerResponse } from 'node:http';

type Headers = Record<string, string>;

/** Sends a JSON body. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Headers = {},
): void {
  sendText(response, status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
}

/** Sends a whole response at once; nothing if the client has disconnected. */
export function sendText(response: ServerResponse, status: number, text: string, headers: Headers): void {
  if (!response.destroyed) {
    response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(text)) }).end(text);
  }
}
