import { Agent, request } from 'node:http';

/** A body, and the only right answer to it. */
export interface Variant {
  body: Buffer;
  answer: string;
}

/** The results of the calls. */
export interface Counts {
  answered: number;
  wrong: number;
  /** Connections that ended under a call; it was sent again. */
  resets: number;
  /** Calls that were refused with 503; they were sent again. */
  refused: number;
  /** From the moment at which a call was due to its right answer, in milliseconds; repeats included. */
  latencies: number[];
}

export function noCounts(): Counts {
  return { answered: 0, wrong: 0, resets: 0, refused: 0, latencies: [] };
}

const RETRY_MS = 20;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Posts bodies to one route of a service. */
export class Load {
  private readonly agent: Agent;
  private turn = 0;

  constructor(
    private readonly url: string,
    private readonly variants: readonly Variant[],
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Keeps the given number of calls in progress. */
  async saturate(underWay: number, milliseconds: number, counts: Counts): Promise<void> {
    const end = performance.now() + milliseconds;
    await Promise.all(
      Array.from({ length: underWay }, async () => {
        while (performance.now() < end) {
          await this.call(performance.now(), counts);
        }
      }),
    );
  }

  /** Sends calls at a steady rate, whether earlier ones are answered or not. */
  async pace(perSecond: number, milliseconds: number, counts: Counts): Promise<void> {
    const started = performance.now();
    const total = Math.floor((perSecond * milliseconds) / 1000);
    const calls = new Set<Promise<void>>();
    for (let sent = 0; sent < total;) {
      const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * perSecond) + 1);
      for (; sent < due; sent += 1) {
        const call = this.call(started + (sent / perSecond) * 1000, counts).finally(() => calls.delete(call));
        calls.add(call);
      }
      await pause(2);
    }
    await Promise.all(calls);
  }

  close(): void {
    this.agent.destroy();
  }

  /** One call, sent until it is answered. */
  private async call(due: number, counts: Counts): Promise<void> {
    this.turn += 1;
    const variant = this.variants[this.turn % this.variants.length];
    if (!variant) {
      return;
    }
    for (;;) {
      const reply = await post(this.url, variant.body, this.agent);
      if (reply === undefined) {
        counts.resets += 1;
      } else if (reply.status === 503) {
        counts.refused += 1;
      } else {
        counts.answered += 1;
        counts.wrong += reply.status === 200 && reply.text === variant.answer ? 0 : 1;
        counts.latencies.push(performance.now() - due);
        return;
      }
      await pause(RETRY_MS);
    }
  }
}

/** Nothing when the connection ended before the answer was there. */
export function post(
  url: string,
  body: Buffer,
  agent: Agent,
): Promise<{ status: number; text: string } | undefined> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const outgoing = request(url, { method: 'POST', agent, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      });
      incoming.on('error', () => {
        resolve(undefined);
      });
    });
    outgoing.on('error', () => {
      resolve(undefined);
    });
    outgoing.end(body);
  });
}
