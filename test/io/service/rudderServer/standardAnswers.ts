import { createHash } from 'node:crypto';
import { fields } from './requestShape';

export interface StandardAnswer {
  status: number;
  text: string;
}

export const standardFeatures = {
  routerTransform: { CRM: true, KOCHAVA: false },
  regulations: ['CRM', 'KOCHAVA'],
  supportSourceTransformV1: true,
  supportTransformerProxyV1: true,
  upgradedToSourceTransformV2: true,
  supportDestTransformCompactedPayloadV1: true,
};

/** Events of a router's destination that go into one request. */
const BATCH = 5;

/**
 * What the standard transformer answers to a call, the same bytes for the same call; undefined for a route that it does
 * not have. Its destinations are `webhook` (processor) and `crm` (router).
 *
 * @param receiver where its destinations are
 */
export function answerAsStandard(path: string, text: string, receiver: string): StandardAnswer | undefined {
  switch (path) {
    case '/features':
      return ok(standardFeatures);
    case '/health':
      return ok({ service: 'UP' });
    case '/v0/destinations/webhook':
      return ok(list(parse(text)).map((event) => transform(event, `${receiver}/hook`)));
    case '/routerTransform':
      return ok({ output: route(list(parse(text)), `${receiver}/crm`) });
    case '/customTransform':
      return ok(list(parse(text)).flatMap(runUserCode));
    case '/deleteUsers':
      return ok(list(parse(text)).map(() => ({ statusCode: 200, status: 'successful' })));
    case '/v2/sources/shop':
      return ok(list(parse(text)).map(readHook));
    default:
      return undefined;
  }
}

function ok(value: unknown): StandardAnswer {
  return { status: 200, text: JSON.stringify(value) };
}

function transform(event: unknown, endpoint: string): object {
  const { message, metadata } = fields(event);
  return { output: envelope(endpoint, message), metadata, statusCode: 200 };
}

/** Several events to a request, which gets its answer for all of them. */
function route(events: readonly unknown[], endpoint: string): object[] {
  const batches = Array.from({ length: Math.ceil(events.length / BATCH) }, (_, index) =>
    events.slice(index * BATCH, (index + 1) * BATCH).map(fields),
  );
  return batches.map((batch) => ({
    batchedRequest: envelope(endpoint, { events: batch.map(({ message }) => message) }),
    metadata: batch.map(({ metadata }) => metadata),
    destination: batch[0]?.destination,
    batched: true,
    statusCode: 200,
  }));
}

/** Code of a user that marks every event, and leaves out those that ask for it. */
function runUserCode(event: unknown): object[] {
  const { message, metadata } = fields(event);
  const { properties, ...rest } = fields(message);
  return fields(properties).isDropped === true
    ? []
    : [
        {
          output: { ...rest, properties: { ...fields(properties), isTransformed: true } },
          metadata,
          statusCode: 200,
        },
      ];
}

function readHook(item: unknown): object {
  const { body } = fields(fields(item).request);
  const messageId = createHash('sha256').update(String(body)).digest('hex');
  return { output: { batch: [{ type: 'track', event: 'Hook', anonymousId: 'shop', messageId }] } };
}

function envelope(endpoint: string, json: unknown): object {
  return {
    version: '1',
    type: 'REST',
    method: 'POST',
    endpoint,
    headers: { 'Content-Type': 'application/json' },
    params: {},
    body: { JSON: json, JSON_ARRAY: {}, XML: {}, FORM: {} },
    files: {},
    userId: '',
  };
}

/** The events of a call, compacted or not. */
function list(body: unknown): unknown[] {
  if (Array.isArray(body)) {
    return body as unknown[];
  }
  const { input } = fields(body);
  return Array.isArray(input) ? (input as unknown[]) : [];
}

function parse(text: string): unknown {
  return JSON.parse(text) as unknown;
}
