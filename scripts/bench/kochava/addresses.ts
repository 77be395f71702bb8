import { publicAddress } from '../../../dist/runtime/destination/bindings/publicAddress';

/** The first public address of a text that holds one or several. */
export function addressOf(value: unknown): string | undefined {
  // Nearly all are one IPv4 address, which takes no regular expression.
  return typeof value === 'string' && isPublicIpv4(value) ? value : publicAddress(value);
}

/** Whether it is four numbers up to 255, without leading zeros, between points, and none of the special addresses. */
function isPublicIpv4(value: string): boolean {
  const { length } = value;
  if (length < 7 || length > 15) {
    return false;
  }
  let first = 0;
  let second = 0;
  let parts = 1;
  let digits = 0;
  let part = 0;
  for (let index = 0; index < length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === 46) {
      if (digits === 0) {
        return false;
      }
      if (parts === 1) {
        first = part;
      } else if (parts === 2) {
        second = part;
      }
      parts += 1;
      digits = 0;
      part = 0;
    } else if (code >= 48 && code <= 57 && (digits === 0 || part !== 0)) {
      part = part * 10 + code - 48;
      digits += 1;
      if (part > 255) {
        return false;
      }
    } else {
      return false;
    }
  }
  return parts === 4 && digits > 0 && !isSpecial(first, second);
}

/** This network, private, shared, loopback, link-local; multicast and above. */
function isSpecial(first: number, second: number): boolean {
  return (
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
