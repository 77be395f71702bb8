import { MASK, redact, secretValues } from '../../../io/delivery/redact';
import type { OutgoingRequest, Plan, PlannedEvent, SourceLine } from '../../../io/delivery/request';
import type { Router } from '../../../io/delivery/route';
import { toWire } from '../../../io/delivery/wire';
import { DestkitError } from '../../../runtime/errors/destkitError';
import type { Output } from '../../../io/output';

/** Prints the requests with masked secrets: one JSON object for each request, and for each event without requests. */
export async function showRequests(
  lines: AsyncIterable<readonly SourceLine[]>,
  plan: Plan,
  router: Router,
  secretHeaders: readonly string[],
  output: Output,
): Promise<void> {
  const secret = new Set(secretHeaders.map((name) => name.toLowerCase()));
  for await (const batch of lines) {
    for (const source of batch) {
      for (const shown of (await plan(source)).flatMap((event) => describeEvent(event, router, secret))) {
        await output.write(`${JSON.stringify({ line: source.line, ...shown })}\n`);
      }
    }
  }
}

function describeEvent(event: PlannedEvent, router: Router, secret: ReadonlySet<string>): object[] {
  if (event.rejected) {
    return [{ rejected: event.rejected }];
  }
  return event.requests.length === 0
    ? [{ filtered: true }]
    : event.requests.map((request) => describeRequest(request, event.secrets, router, secret));
}

function describeRequest(
  request: OutgoingRequest,
  secrets: readonly string[],
  router: Router,
  secretHeaders: ReadonlySet<string>,
): object {
  try {
    const { method, address, headers, body } = toWire(request, router);
    const hidden = [...secrets, ...secretValues(headers, secretHeaders)];
    const shown = Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      secretHeaders.has(name) ? MASK : redact(value, hidden),
    ]);
    return {
      method,
      url: redact(`${address.origin}${address.path}`, hidden),
      headers: Object.fromEntries(shown),
      ...(body !== undefined && { body: redact(body, hidden) }),
    };
  } catch (error) {
    if (error instanceof DestkitError) {
      return { rejected: { code: error.code, message: error.message } };
    }
    throw error;
  }
}
