import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createError, type DestkitError } from '../../../runtime/errors/destkitError';
import { TOKEN_HEADER } from '../contract';

/**
 * Whether a request may be answered at all. Web pages of others reach a server on loopback too: by a name that they let
 * point there (so the Host must be ours), or by a request across origins (so the Origin must be ours, if there is one).
 */
export class Guard {
  private readonly hosts: ReadonlySet<string>;

  constructor(
    port: number,
    private readonly token: string,
  ) {
    this.hosts = new Set([`127.0.0.1:${String(port)}`, `localhost:${String(port)}`]);
  }

  /** Why the request is refused; undefined when it is not. */
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

  /** Why a call of the API is refused; undefined when it is not. */
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
