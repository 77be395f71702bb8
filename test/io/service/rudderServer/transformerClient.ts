import { request, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { CALL_NUMBER, hashBytes, type CallLog } from './callLog';
import { waitAfter, type Clock } from './clock';
import type { Side } from './setup';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Post {
  path: string;
  /** Undefined makes it a GET. */
  body?: string | undefined;
  headers?: Record<string, string>;
  expected: Side;
}

/** A call that ended without a whole answer. */
export class CallFailed extends Error {}

const TIMEOUT_MS = 60_000;
const RETRYABLE_503 = { first: 1000, factor: 2, most: 30_000 };

/** Calls the transformer as rudder-server does: a connection for each call, gzip welcome. */
export class TransformerClient {
  isStopped = false;

  constructor(
    private readonly origin: string,
    private readonly log: CallLog,
    private readonly clock: Clock,
  ) {}

  /** One call. @throws CallFailed */
  async send(post: Post): Promise<Reply> {
    const logged = {
      number: this.log.nextNumber(),
      path: post.path,
      expected: post.expected,
      sentHash: hashBytes(post.body ?? ''),
      status: 0,
      answerHash: '',
      connection: undefined as string | undefined,
    };
    this.log.calls.push(logged);
    const { status, headers, raw } = await exchange(this.origin + post.path, post, logged.number);
    logged.status = status;
    logged.answerHash = hashBytes(raw);
    logged.connection = headers.connection;
    const text = headers['content-encoding'] === 'gzip' ? gunzipSync(raw).toString() : raw.toString();
    return { status, headers, text };
  }

  /** The same again, without end, while the answer is a 503 that asks for it. @throws CallFailed */
  async sendUntilTaken(post: Post): Promise<Reply> {
    for (let tries = 1; ; tries += 1) {
      const reply = await this.send(post);
      const asksForRetry = reply.status === 503 && reply.headers['x-rudder-should-retry'] === 'true';
      if (!asksForRetry || this.isStopped) {
        return reply;
      }
      await this.clock.pause(waitAfter(tries, RETRYABLE_503));
    }
  }
}

interface Raw {
  status: number;
  headers: IncomingHttpHeaders;
  raw: Buffer;
}

function exchange(url: string, { body, headers }: Post, number: number): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(new CallFailed(error.message));
    };
    const outgoing = request(
      url,
      {
        agent: false,
        method: body === undefined ? 'GET' : 'POST',
        timeout: TIMEOUT_MS,
        headers: {
          Connection: 'close',
          'Accept-Encoding': 'gzip',
          'User-Agent': 'Go-http-client/1.1',
          [CALL_NUMBER]: String(number),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', fail);
        incoming.on('end', () => {
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            raw: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on('error', fail);
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.end(body);
  });
}
