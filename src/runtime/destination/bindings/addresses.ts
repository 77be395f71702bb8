import { hasFormat } from './hasFormat';

const MOST_CHARACTERS = 400;
export const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV4_WITH_PORT = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/;
const IPV6_IN_BRACKETS = /^\[([0-9a-f:.]+)\](?::\d{1,5})?$/i;
const IPV4_MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/**
 * The addresses in a string, as proxies write them in X-Forwarded-For: `203.0.113.7, 10.0.0.1:443`,
 * `[2001:db8::1]:443`.
 */
export function addressesIn(list: string): string[] {
  if (list.length > MOST_CHARACTERS) {
    return [];
  }
  return list
    .split(',')
    .map((part) => bare(part.trim()))
    .filter((part) => hasFormat(part, 'ipv4', 'ipv6'));
}

/** Without port and brackets. */
function bare(part: string): string {
  const inner = (IPV4_WITH_PORT.exec(part) ?? IPV6_IN_BRACKETS.exec(part))?.[1] ?? part;
  return IPV4_MAPPED.exec(inner)?.[1] ?? inner;
}

export function isPublic(address: string): boolean {
  return IPV4.test(address) ? isPublicIpv4(address) : isPublicIpv6(address.toLowerCase());
}

/** IANA's special-purpose registries: this network, private, shared, loopback, link-local; multicast and above. */
export function isPublicIpv4(address: string): boolean {
  const dot = address.indexOf('.');
  const first = Number(address.slice(0, dot));
  const second = Number(address.slice(dot + 1, address.indexOf('.', dot + 1)));
  return !(
    first === 0 ||
    first === 10 ||
    first === 127 ||
    first >= 224 ||
    (first === 100 && second >= 64 && second <= 127) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168)
  );
}

/** Unspecified and loopback, unique local (fc00::/7), link-local (fe80::/10), multicast (ff00::/8). */
function isPublicIpv6(address: string): boolean {
  const isNearZero = /^[0:]+:0*[01]?$/.test(address);
  return !isNearZero && !/^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]|ff[0-9a-f]{2}):/.test(address);
}
