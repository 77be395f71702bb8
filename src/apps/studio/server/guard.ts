import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createError, type DestkitError } from '../../../runtime/errors/destkitError';
import { TOKEN_HEADER } from '../contract';

/**
 * Decides whether a request may be answered. Web pages of other origins can reach a server on loopback: with a host
 * name that resolves to it (so the Host must be ours), or with a cross-origin request (so the Origin, if present,
 * must be ours).
 */
export class Guard {
  private readonly hosts: ReadonlySet<string>;

  constructor(
    port: number,
    private readonly token: string,
  ) {
    this.hosts = new Set([`127.0.0.1:${String(port)}`, `localhost:${String(port)}`]);
  }

  /** The reason to refuse the request; undefined to accept it. */
  refuse({ headers }: IncomingMessage): DestkitError | undefined {
    const { host = '', origin } = headers;
    if (!this.hosts.has(host)) {
      return refusal('the Host is not this server');
    }
    if (origin !== undefined && origin !== `http://${host}`) {
      return refusal('the Origin is another one');
    }
    const site = headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none'
      ? undefined
      : refusal('the request comes from another site');
  }

  /** The reason to refuse a call of the API; undefined to accept it. */
  refuseCall(request: IncomingMessage): DestkitError | undefined {
    const given = Buffer.from(String(request.headers[TOKEN_HEADER] ?? ''));
    const own = Buffer.from(this.token);
    const isOwn = given.length === own.length && timingSafeEqual(given, own);
    return isOwn ? undefined : refusal('the token is missing, or belongs to another run');
  }
}

function refusal(problem: string): DestkitError {
  return createError('STUDIO_REFUSED', { problem });
}
