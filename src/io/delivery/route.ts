import { createError } from '../../runtime/errors/destkitError';
import { BoundedCache } from '../../runtime/boundedCache';

/** The address of a request in the form that node:http needs. */
export interface Address {
  /** Scheme, host and port, such as `https://api.example:8443`. */
  origin: string;
  isSecure: boolean;
  hostname: string;
  port: number;
  path: string;
}

const REMEMBERED_ENDPOINTS = 1000;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Converts endpoints into addresses. Requests may only go to the given hosts, over https. An `override`, which the
 * user has chosen, replaces scheme, host and port; it may be this machine, and https is not required then.
 */
export class Router {
  private readonly hosts: ReadonlySet<string>;
  private readonly override: URL | undefined;
  private readonly known = new BoundedCache<string, Address>(REMEMBERED_ENDPOINTS);

  /**
   * @param hosts those that requests may go to; none when undefined
   * @param allowsLoopback whether an endpoint may name this machine itself, then without https
   * @throws USAGE or HOST_NOT_ALLOWED for an override that cannot be used
   */
  constructor(
    hosts: readonly string[] | undefined,
    override: string | undefined,
    private readonly allowsLoopback = false,
  ) {
    this.hosts = new Set(hosts);
    this.override = override === undefined ? undefined : this.checkOverride(override);
  }

  /** @throws HOST_NOT_ALLOWED */
  resolve(endpoint: string): Address {
    return this.known.get(endpoint, (asked) => this.find(asked));
  }

  private find(endpoint: string): Address {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (!url || !this.isAllowed(url)) {
      throw refused(url);
    }
    return describeAddress(this.override ?? url, `${url.pathname}${url.search}`);
  }

  private checkOverride(text: string): URL {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isOrigin =
      url &&
      /^https?:$/.test(url.protocol) &&
      url.pathname === '/' &&
      url.search === '' &&
      url.username === '';
    if (!isOrigin) {
      throw createError('USAGE', { problem: '--endpoint must be an origin such as http://127.0.0.1:4000' });
    }
    if (!LOOPBACK.test(url.hostname) && !this.isAllowed(url)) {
      throw refused(url);
    }
    return url;
  }

  private isAllowed(url: URL): boolean {
    const isKnown = url.protocol === 'https:' && this.hosts.has(url.host);
    const isHere = this.allowsLoopback && /^https?:$/.test(url.protocol) && LOOPBACK.test(url.hostname);
    return (isKnown || isHere) && url.username === '' && url.password === '';
  }
}

export function describeAddress(base: URL, path: string): Address {
  const isSecure = base.protocol === 'https:';
  const port = base.port === '' ? (isSecure ? 443 : 80) : Number(base.port);
  // node:http expects an IPv6 address without brackets.
  return { origin: base.origin, isSecure, hostname: base.hostname.replace(/^\[|\]$/g, ''), port, path };
}

function refused(url: URL | undefined) {
  return createError('HOST_NOT_ALLOWED', { endpoint: url ? url.origin : 'an address that is not a URL' });
}
