import type { Destination } from '../../../runtime/destination/destination';
import type { Envelope, Outcome } from '../../../runtime/destination/outcome';
import { hashBody, type Received } from '../../../io/sandbox/record';

const MASK = '***';

/** What the sandbox received of a request; undefined when it never came. */
export type FindAnswer = (request: Envelope) => Received | undefined;

/** Finds the answer to a request by the hash of its body. */
export function createFindAnswer(received: readonly Received[]): FindAnswer {
  const byHash = new Map(received.map((one) => [one.hash, one]));
  return (request) => byHash.get(hashBody(Buffer.from(bodyText(request))));
}

/** What is worth keeping of an answer beside the request that it belongs to. */
export function summarize({ number, time, status, accepted, reason, notes, record }: Received): object {
  return { number, time, status, accepted, reason, notes, record };
}

/** The body as it goes over the wire. */
export function bodyText({ body }: Envelope): string {
  const { batch } = body.JSON_ARRAY as { batch?: unknown };
  return typeof batch === 'string' ? batch : JSON.stringify(body.JSON);
}

/** An outcome as it may be kept in a file: secret headers masked. */
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
