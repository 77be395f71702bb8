import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Arrival } from './ledger';
import { marksIn } from './setup';

/** What a receiver answers: a status, or no answer at all. */
export type ReceiverAnswer = { status: number; body: string } | 'reset';

const taken = { status: 200, body: '{"success":"1"}' };

/** A destination that records which events arrive, and accepts them unless `answer` returns something else. */
export class Receiver {
  readonly arrivals: Arrival[] = [];
  /** Bodies that were taken, by path, in order. */
  readonly bodies: { path: string; body: string }[] = [];
  /** Chooses the answer to a request; undefined takes it. */
  answer: ((path: string, body: string) => ReceiverAnswer | undefined) | undefined;
  private server: Server | undefined;

  get origin(): string {
    return `http://127.0.0.1:${String((this.server?.address() as AddressInfo).port)}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const path = request.url ?? '';
        const answer = this.answer?.(path, body) ?? taken;
        if (answer === 'reset') {
          request.socket.resetAndDestroy();
          return;
        }
        if (answer === taken) {
          this.bodies.push({ path, body });
          for (const mark of marksIn(body)) {
            this.arrivals.push({ mark, path });
          }
        }
        response.writeHead(answer.status, { 'Content-Type': 'application/json' });
        response.end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

/** Pairs of events of one key that arrived in another order than they were made in; repetitions do not count. */
export function countInversions(
  arrivals: readonly Arrival[],
  keyOf: (mark: string) => string | undefined,
): number {
  const last = new Map<string, string>();
  const seen = new Set<string>();
  let inversions = 0;
  for (const { mark, path } of arrivals) {
    const key = keyOf(mark);
    if (key === undefined || seen.has(`${mark} ${path}`)) {
      continue;
    }
    seen.add(`${mark} ${path}`);
    const before = last.get(key);
    if (before !== undefined && before > mark) {
      inversions += 1;
    } else {
      last.set(key, mark);
    }
  }
  return inversions;
}
