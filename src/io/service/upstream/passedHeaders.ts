/**
 * Headers that are about one connection and not about the call, which a proxy must not pass on: RFC 9110, section 7.6.1.
 * `expect` is answered by node:http itself.
 */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
]);

/**
 * The headers of a call or an answer as they are passed on: same names, order and repetitions, without those of the
 * connection.
 *
 * @param raw names and values in turn, as in node:http's `rawHeaders`
 * @param host takes the place of the Host header, where there is one
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

/** Further headers of the connection: the Connection header names them. */
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
