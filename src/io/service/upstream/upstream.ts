import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { jsonOr } from '../../../runtime/jsonOr';
import { createError } from '../../../runtime/errors/destkitError';
import { describeAddress } from '../../delivery/route';
import { Sender } from '../../delivery/send';
import { ClientGone } from '../body';
import type { Metrics } from '../metrics/metrics';
import { passedHeaders } from './passedHeaders';

export interface UpstreamOptions {
  /** `http://host:port`, optionally with a path that is prefixed to all others. */
  url: string;
  /** The longest time without data from the upstream, in milliseconds. */
  timeout: number;
  /** The maximum number of concurrent calls. */
  connections: number;
}

/** The timeout of our own calls to the upstream, such as `/features`. */
const ASK_MS = 5000;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** The transformer that answers calls for other destinations. */
export class Upstream {
  private readonly target: URL;
  private readonly agent: http.Agent;
  private readonly client: typeof http | typeof https;
  /** For questions of our own. */
  private readonly sender: Sender;

  /** @throws UPSTREAM_INVALID */
  constructor(
    private readonly options: UpstreamOptions,
    private readonly metrics: Metrics,
  ) {
    this.target = parseAddress(options.url);
    this.client = this.target.protocol === 'https:' ? https : http;
    // The agent closes a persistent connection before the time in the other side's Keep-Alive header.
    this.agent = new this.client.Agent({ keepAlive: true, maxSockets: options.connections });
    this.sender = new Sender(options.connections, ASK_MS);
  }

  /**
   * Forwards a call, and streams the response back unchanged.
   *
   * @param body the bytes of the call, if they were already read
   * @returns the status of the response
   * @throws UPSTREAM_AWAY if no response has started; ClientGone
   */
  async pass(request: IncomingMessage, response: ServerResponse, body?: Buffer): Promise<number> {
    const started = performance.now();
    try {
      const status = await this.exchange(request, response, body);
      this.metrics.count('destkit_upstream_calls_total', { status: String(status) });
      this.metrics.observe('destkit_upstream_duration_seconds', {}, (performance.now() - started) / 1000);
      return status;
    } catch (error) {
      if (!(error instanceof ClientGone)) {
        this.metrics.count('destkit_upstream_failures_total');
      }
      throw error;
    }
  }

  /** The parsed response to a GET; undefined if there is none or it is an error. */
  async ask(path: string): Promise<unknown> {
    return jsonOr((await this.read(path)) ?? '');
  }

  /** Whether the upstream responds. */
  async isUp(): Promise<boolean> {
    return (await this.read('/health')) !== undefined;
  }

  /** Whether this is the address of the service itself, which would then call itself indefinitely. */
  isAt(host: string, port: number): boolean {
    const { hostname, port: own, protocol } = this.target;
    const name = hostname.replace(/^\[|\]$/g, '');
    const isSamePort = Number(own || (protocol === 'https:' ? 443 : 80)) === port;
    return isSamePort && (name === host || LOOPBACK.test(name));
  }

  close(): void {
    this.agent.destroy();
    this.sender.close();
  }

  private exchange(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer | undefined,
  ): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = passedHeaders(request.rawHeaders, this.target.host);
      if (body === undefined && request.headers['transfer-encoding'] !== undefined) {
        headers.push('Transfer-Encoding', 'chunked');
      }
      const outgoing = this.start(request.method ?? 'GET', request.url ?? '/', headers);
      const leave = (): void => {
        outgoing.destroy();
        reject(new ClientGone());
      };
      response.on('close', () => {
        if (!response.writableFinished) {
          leave();
        }
      });
      let isAnswered = false;
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (isAnswered) {
          // The upstream answered before it had read the whole body, and then closed the connection.
          return;
        }
        // After the start of the response, only closing the connection can show that it is incomplete.
        if (response.headersSent) {
          response.destroy();
          leave();
        } else {
          request.unpipe(outgoing);
          reject(createError('UPSTREAM_AWAY', { problem: error.code ?? 'the connection failed' }));
        }
      });
      outgoing.on('response', (incoming) => {
        const status = incoming.statusCode ?? 502;
        // The upstream's own date is forwarded.
        response.sendDate = false;
        response.writeHead(status, incoming.statusMessage, passedHeaders(incoming.rawHeaders));
        incoming.on('error', () => {
          response.destroy();
          leave();
        });
        response.on('finish', () => {
          resolve(status);
        });
        incoming.on('end', () => {
          isAnswered = true;
        });
        incoming.pipe(response);
      });
      if (body === undefined) {
        request.pipe(outgoing);
      } else {
        outgoing.end(body);
      }
    });
  }

  private start(method: string, path: string, headers: string[]): http.ClientRequest {
    const { agent, target, options } = this;
    const outgoing = this.client.request({
      hostname: target.hostname.replace(/^\[|\]$/g, ''),
      port: target.port,
      method,
      path: this.pathOf(path),
      headers,
      agent,
    });
    outgoing.setTimeout(options.timeout, () => {
      outgoing.destroy(Object.assign(new Error(), { code: `nothing for ${String(options.timeout)} ms` }));
    });
    return outgoing;
  }

  /** The body of a good answer to a GET. */
  private async read(path: string): Promise<string | undefined> {
    const address = describeAddress(this.target, this.pathOf(path));
    const answer = await this.sender.send({ method: 'GET', address, headers: {}, body: undefined });
    return 'status' in answer && answer.status === 200 ? answer.body : undefined;
  }

  private pathOf(path: string): string {
    return this.target.pathname.replace(/\/$/, '') + path;
  }
}

/** @throws UPSTREAM_INVALID, which does not quote the address: it may contain a password */
function parseAddress(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw createError('UPSTREAM_INVALID', { problem: 'it is not a URL' });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw createError('UPSTREAM_INVALID', { problem: 'it is neither http nor https' });
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw createError('UPSTREAM_INVALID', { problem: 'it has more than a host, a port and a path' });
  }
  return url;
}
