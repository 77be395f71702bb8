import type { Router } from '../../../io/delivery/route';
import { toWire } from '../../../io/delivery/wire';
import type { Envelope } from '../../../runtime/destination/outcome';
import type { WireView } from './messages';

/** A request as delivery sends it; `secretHeaders` are in lower case. */
export function viewRequest(
  request: Envelope,
  router: Router,
  secretHeaders: ReadonlySet<string>,
): WireView | { problem: string } {
  try {
    const { method, address, headers, body } = toWire(request, router);
    return {
      method,
      url: `${address.origin}${address.path}`,
      headers: Object.entries(headers).map(([name, value]) => [name, value, secretHeaders.has(name)]),
      body,
      bytes: body === undefined ? 0 : new TextEncoder().encode(body).length,
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
