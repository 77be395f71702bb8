import type { Destination } from '../../../runtime/destination/destination';
import type { Envelope, Outcome } from '../../../runtime/destination/outcome';
import { hashBody, type Received } from '../../../io/sandbox/record';

const MASK = '***';

/** The request as the sandbox received it; undefined if it did not arrive. */
export type FindAnswer = (request: Envelope) => Received | undefined;

/** Finds the received request by the hash of its body. */
export function createFindAnswer(received: readonly Received[]): FindAnswer {
  const byHash = new Map(received.map((one) => [one.hash, one]));
  return (request) => byHash.get(hashBody(Buffer.from(bodyText(request))));
}

/** The parts of the response to store with the request. */
export function summarize({ number, time, status, accepted, reason, notes, record }: Received): object {
  return { number, time, status, accepted, reason, notes, record };
}

/** The body as it is sent. */
export function bodyText({ body }: Envelope): string {
  const { batch } = body.JSON_ARRAY as { batch?: unknown };
  return typeof batch === 'string' ? batch : JSON.stringify(body.JSON);
}

/** The outcome as it may be written to a file: with masked secret headers. */
export function withoutSecrets(outcome: Outcome, { manifest }: Destination): Outcome {
  if (outcome.outcome !== 'transformed') {
    return outcome;
  }
  const secrets = new Set((manifest.secretHeaders ?? []).map((name) => name.toLowerCase()));
  const requests = outcome.requests.map((request) => ({
    ...request,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        secrets.has(name.toLowerCase()) ? MASK : value,
      ]),
    ),
  }));
  return { ...outcome, requests };
}
