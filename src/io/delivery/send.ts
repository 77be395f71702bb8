import http from 'node:http';
import https from 'node:https';
import { describeFailure, type NoAnswer } from './networkFailure';
import type { Address } from './route';
import type { WireRequest } from './wire';

export interface HttpResponse {
  status: number;
  /** Header names in lower case; several values of one header are joined with a comma. */
  headers: Record<string, string>;
  /** The text of the body, truncated to 1 MiB. */
  body: string;
}

export type Answer = HttpResponse | NoAnswer;

const BODY_LIMIT = 1024 * 1024;

/**
 * Sends requests over persistent connections, with one agent per origin. A redirect is treated like any other
 * response.
 */
export class Sender {
  private readonly agents = new Map<string, http.Agent>();

  /**
   * @param connections the maximum number of concurrent requests
   * @param timeout from the start of a request to the end of its response, in milliseconds
   */
  constructor(
    private readonly connections: number,
    private readonly timeout: number,
  ) {}

  /** Never rejects. */
  send(wire: WireRequest): Promise<Answer> {
    return new Promise((resolve) => {
      const { address, method, headers, body } = wire;
      const { hostname, port, path } = address;
      const agent = this.agent(address);
      const { request } = address.isSecure ? https : http;
      let outgoing: http.ClientRequest;
      try {
        outgoing = request({ hostname, port, path, method, headers, agent });
      } catch {
        // node:http rejects a header or path with forbidden characters, and its message may quote them.
        const message = 'a header or the path has characters that HTTP forbids';
        resolve({ message, mayHaveArrived: false, isFinal: true });
        return;
      }
      const expire = (): void => {
        const message = `no answer within ${String(this.timeout)} ms`;
        finish({ message, mayHaveArrived: true });
        outgoing.destroy();
      };
      const timer = setTimeout(expire, this.timeout);
      const finish = (answer: Answer): void => {
        clearTimeout(timer);
        resolve(answer);
      };
      outgoing.on('error', (error) => {
        finish(describeFailure(error));
      });
      outgoing.on('response', (incoming) => {
        readBody(incoming, finish);
      });
      outgoing.end(body);
    });
  }

  /** Closes the connections; requests in flight fail. */
  close(): void {
    for (const agent of this.agents.values()) {
      agent.destroy();
    }
    this.agents.clear();
  }

  private agent({ origin, isSecure }: Address): http.Agent {
    let agent = this.agents.get(origin);
    if (!agent) {
      const options = { keepAlive: true, maxSockets: this.connections, maxFreeSockets: this.connections };
      agent = isSecure ? new https.Agent(options) : new http.Agent(options);
      this.agents.set(origin, agent);
    }
    return agent;
  }
}

function readBody(incoming: http.IncomingMessage, finish: (answer: Answer) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const answer = (): void => {
    const body = Buffer.concat(chunks).subarray(0, BODY_LIMIT).toString('utf8');
    finish({ status: incoming.statusCode ?? 0, headers: flatten(incoming.headers), body });
  };
  incoming.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > BODY_LIMIT) {
      answer();
      incoming.destroy();
    }
  });
  incoming.on('end', answer);
  incoming.on('error', (error) => {
    finish(describeFailure(error));
  });
}

function flatten(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    flat[name] = typeof value === 'string' ? value : (value ?? []).join(', ');
  }
  return flat;
}
