/**
 * Headers of a single connection, which a proxy must not forward: RFC 9110, section 7.6.1. node:http handles `expect`
 * itself.
 */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
]);

/**
 * The headers of a call or a response as they are forwarded: same names, order and repetitions, without those of the
 * connection.
 *
 * @param raw names and values in turn, as in node:http's `rawHeaders`
 * @param host replaces the Host header, if there is one
 */
export function passedHeaders(raw: readonly string[], host?: string): string[] {
  const named = connectionOptions(raw);
  const passed: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    const key = name.toLowerCase();
    if (!HOP_BY_HOP.has(key) && !named.has(key)) {
      passed.push(name, key === 'host' && host !== undefined ? host : (raw[index + 1] ?? ''));
    }
  }
  return passed;
}

/** Further headers of the connection, as named in the Connection header. */
function connectionOptions(raw: readonly string[]): Set<string> {
  const options = new Set<string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    if (raw[index]?.toLowerCase() === 'connection') {
      for (const option of (raw[index + 1] ?? '').split(',')) {
        options.add(option.trim().toLowerCase());
      }
    }
  }
  return options;
}
