import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Shares of the requests that get a fault in the place of an answer. */
export interface Faults {
  tooMany: number;
  serverError: number;
  reset: number;
  hang: number;
}

/** A request that was taken, in the order of arrival. */
export interface Received {
  path: string;
  body: string;
  /** Whether the whole answer went out. */
  isAnswered: boolean;
}

/** What chaos needs of the place that it delivers to. */
export interface ChaosServer {
  origin: string;
  requests(): readonly Received[];
  close(): Promise<void>;
}

/**
 * A destination that says yes to everything, with faults at random. They are decided before a request counts as
 * received: a faulted one was not.
 */
export async function startFaultyServer(faults: Faults): Promise<ChaosServer> {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (text: string) => (body += text));
    incoming.on('end', () => {
      if (!playFault(faults, incoming, outgoing)) {
        const one = { path: incoming.url ?? '', body, isAnswered: false };
        received.push(one);
        outgoing.on('finish', () => (one.isAnswered = true));
        outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"success":"1"}');
      }
    });
    // A client that is killed in the middle of a request is nothing to stop for.
    incoming.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    requests: () => received,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function playFault(faults: Faults, incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  let dice = Math.random();
  const falls = (share: number): boolean => {
    dice -= share;
    return dice < 0;
  };
  if (falls(faults.tooMany)) {
    outgoing.writeHead(429, { 'retry-after': '0' }).end();
  } else if (falls(faults.serverError)) {
    outgoing.writeHead(500).end();
  } else if (falls(faults.reset)) {
    incoming.socket.resetAndDestroy();
  } else if (!falls(faults.hang)) {
    return false;
  }
  return true;
}
