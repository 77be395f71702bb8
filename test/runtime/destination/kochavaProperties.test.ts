import fc from 'fast-check';
import { hmacSha256 } from '../../../src/runtime/destination/bindings/hmacSha256';
import { phpJson } from '../../../src/runtime/destination/bindings/phpJson';
import { sha1 } from '../../../src/runtime/destination/bindings/sha1';
import { engineNames, type Destination, type HostEvent } from '../../../src/runtime/destination/destination';
import { loadDestination } from '../../../src/runtime/destination/load';
import { nodeHashes } from '../../../src/runtime/destination/nodeHashes';
import type { Envelope, FeatureOutcome, Outcome } from '../../../src/runtime/destination/outcome';
import { configs } from './kochavaConfigs';
import { messages } from './kochavaMessages';
import { anyJson, ids, mostly, objectsOf, times } from './kochavaWords';

type Fields = Record<string, unknown>;
type Result = Outcome | FeatureOutcome;

/** The same events every time, so that a change is what a failure is about; FC_RUNS=20000 FC_SEED=5 looks elsewhere. */
const numRuns = Number(process.env.FC_RUNS ?? 200);
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261124) });
jest.setTimeout(60_000 + numRuns * 100);

let kochava: Destination;
beforeAll(async () => {
  kochava = await loadDestination('kochava');
});

const config = configs.filter((candidate) => kochava.checkConfig(candidate).problems.length === 0);
const metadata = fc.record({ jobId: fc.nat() });

describe('an event, whatever it is, with any valid settings', () => {
  it('has the same sound outcome on both engines', async () => {
    await fc.assert(
      fc.asyncProperty(messages, config, metadata, async (message, Config, metadata) => {
        const event = { message, destination: { Config }, metadata };
        const outcome = await runOnAll('processor', event);
        expect([...faultsOf(outcome, event), ...exceptionsOf(outcome)]).toEqual([]);
        expect(requestsOf(outcome).flatMap((request) => faultsOfRequest(request, Config))).toEqual([]);
        if (isOfKochavaProfile(event)) {
          expect(requestsOf(outcome).flatMap(faultsOfBody)).toEqual([]);
          expect(new Set(requestsOf(outcome).map(({ userId }) => userId)).size).toBeLessThan(2);
        }
      }),
      { numRuns },
    );
  });

  it('has one also when it is no event, or its settings are none', async () => {
    const parts = fc.record(
      { message: messages, destination: anyJson, metadata: anyJson },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(parts, anyJson), async (event) => {
        expect(faultsOf(await runOnAll('processor', event), event)).toEqual([]);
      }),
      { numRuns: numRuns / 4 },
    );
  });

  it('has the same answer among others', async () => {
    const event = fc.record({ message: messages, destination: fc.record({ Config: config }), metadata });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 3 }), async (events) => {
        const outcome = await runOnAll('router', events);
        expect(faultsOf(outcome, events)).toEqual([]);
        expect((outcome as { output?: unknown[] }).output).toHaveLength(events.length);
      }),
      { numRuns: numRuns / 8 },
    );
  });

  it('reaches every kind of request', async () => {
    const kinds = new Set<unknown>();
    const events = fc.sample(fc.tuple(messages, config), { numRuns: 500, seed: 1 });
    for (const [message, Config] of events) {
      for (const request of requestsOf(await kochava.transform({ message, destination: { Config } }))) {
        const { action } = bodyOf(request);
        kinds.add(
          `${request.endpoint.split('/').slice(3).join('/')} ${typeof action === 'string' ? action : ''}`,
        );
      }
    }
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'track/json event',
        'track/json install',
        'track/json update',
        'v1/cpi/identityLink.php ',
        'token/add ',
        'token/remove ',
      ]),
    );
  });
});

describe('the other features, whatever they are given', () => {
  const idKeys = ['userId', 'idfa', 'idfv', 'adid', 'android_id', 'imei', 'oaid', 'fire_adid', 'rida'];
  const digits = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<unknown>('123', 123, '') },
    mostly(fc.nat()),
  );
  const deletion = fc.record(
    {
      config: fc.record({ accountId: digits, appId: digits, authenticationKey: mostly(fc.constant('k')) }),
      userAttributes: mostly(fc.array(mostly(objectsOf(idKeys, mostly(ids), 4)), { maxLength: 4 })),
    },
    { requiredKeys: [] },
  );
  const postbackKeys = [
    'kochava_device_id',
    'idfa',
    'event_name',
    'event_time',
    'network_name',
    'ip',
    'site_id',
  ];
  const fields = mostly(objectsOf(postbackKeys, mostly(fc.oneof(ids, times, fc.constant('_install'))), 6));
  const postback = fc.record({ query: fields, body: fields }, { requiredKeys: [] });
  const body = mostly(
    fc.constantFrom<unknown>({ success: '1' }, '{"success":1}', { success: '0', error: 'no' }),
  );
  const delivery = fc.record({
    request: mostly(fc.record({ endpoint: mostly(fc.webUrl()) })),
    response: mostly(
      fc.record({
        status: mostly(fc.constantFrom(200, 204, 301, 400, 401, 429, 503)),
        headers: mostly(fc.record({ 'retry-after': mostly(fc.constant('120')) })),
        body,
      }),
    ),
  });

  it.each([
    ['userDeletion', deletion],
    ['postback', postback],
    ['dataDelivery', delivery],
  ] as const)('%s has the same sound outcome on both engines', async (feature, inputs) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 9, arbitrary: inputs }, anyJson), async (input) => {
        const outcome = await runOnAll(feature, input);
        expect(faultsOf(outcome, input)).toEqual([]);
        expect(requestsOf(outcome).flatMap(faultsOfBody)).toEqual([]);
      }),
      { numRuns: numRuns / 2 },
    );
  });
});

/** What the default engine makes of it, after a look at whether the other one makes the same. */
async function runOnAll(feature: string, input: unknown): Promise<Result> {
  const before = JSON.stringify(input);
  const outcome = await kochava.run(feature, input, { validate: true });
  for (const engine of engineNames.slice(1)) {
    const other = await kochava.run(feature, input, { engine, validate: true });
    expect(comparable(other)).toBe(comparable(outcome));
  }
  expect(JSON.stringify(input)).toBe(before);
  return outcome;
}

/** The order of keys counts, since a signature covers it; the place of an error does not. */
function comparable(outcome: Result): string {
  if (outcome.outcome !== 'rejected') {
    return JSON.stringify(outcome);
  }
  return JSON.stringify({ ...outcome, error: { ...outcome.error, at: undefined, expression: undefined } });
}

/** What no outcome may be or hold. */
function faultsOf(outcome: Result, input: unknown): string[] {
  const faults = [...unplainParts(outcome, '')];
  if (outcome.outcome === 'rejected' && outcome.error.code === 'REQUEST_INVALID') {
    faults.push(outcome.error.message);
  }
  const given = JSON.stringify(input);
  const text = JSON.stringify(outcome);
  return [...faults, ...['undefined', 'NaN'].filter((word) => text.includes(word) && !hasWord(given, word))];
}

/** An expression that failed, or a workflow that gave nothing: an exception, although it comes as an outcome. */
function exceptionsOf(outcome: Result): string[] {
  return outcome.outcome === 'rejected' && /^(EXPRESSION|WORKFLOW)_/.test(outcome.error.code)
    ? [`${outcome.error.code} ${outcome.error.step ?? ''}: ${outcome.error.message}`]
    : [];
}

/** The mapping may change the case of what the event says. */
function hasWord(text: string, word: string): boolean {
  return text.toLowerCase().includes(word.toLowerCase());
}

function* unplainParts(value: unknown, path: string): Generator<string> {
  if (Array.isArray(value) || (typeof value === 'object' && value !== null)) {
    for (const [key, item] of Object.entries(value)) {
      yield* unplainParts(item, `${path}.${key}`);
    }
  } else if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
    yield `${path} is ${String(value)}`;
  } else if (typeof value === 'function' || typeof value === 'symbol') {
    yield `${path} is a ${typeof value}`;
  }
}

function requestsOf(outcome: Result): Envelope[] {
  return 'requests' in outcome ? outcome.requests : [];
}

function signedText(request: Envelope): string | undefined {
  return (request.body.JSON_ARRAY as { batch?: string }).batch;
}

function bodyOf(request: Envelope): Fields {
  const text = signedText(request);
  return (text === undefined ? request.body.JSON : JSON.parse(text)) as Fields;
}

/** A signature must be that of the exact text, and PHP must reproduce the text when it decodes and encodes it. */
function faultsOfRequest(request: Envelope, { authApiKey, authSecret }: Fields): string[] {
  const text = signedText(request);
  if (text === undefined) {
    return request.headers['Kochava-Auth-Token'] === undefined ? [] : ['a signature without its text'];
  }
  const digest = String(sha1(nodeHashes)(text));
  const token = hmacSha256(nodeHashes)(authApiKey, `${String(authSecret)}${digest}`);
  return [
    request.headers['Kochava-Auth-Token'] === token ? '' : 'the signature is not that of the text',
    phpJson(JSON.parse(text)) === text ? '' : `not as PHP writes it: ${text}`,
  ].filter((fault) => fault !== '');
}

/** The kochava profile is the default of all dialects but RudderStack's. */
function isOfKochavaProfile({ message, destination }: HostEvent): boolean {
  const { profile, dialect } = destination?.Config as Fields;
  const { event_type, type } = (Array.isArray(message) ? {} : (message ?? {})) as Fields;
  const isAmplitude = typeof event_type === 'string' && type === undefined;
  // A template that the host has not filled in counts as not set.
  if (profile === 'rudderstack' || profile === 'kochava') {
    return profile === 'kochava';
  }
  return dialect === 'segment' || dialect === 'amplitude' || (dialect !== 'rudderstack' && isAmplitude);
}

/** An id of zeros, and more parameters than Kochava takes. */
function faultsOfBody(request: Envelope): string[] {
  const body = bodyOf(request);
  const data = (body.data ?? {}) as Fields;
  const { idfa, event_data: parameters = {} } = data as { idfa?: unknown; event_data?: object };
  const listed = Array.isArray(body.device_ids) ? body.device_ids : [];
  const found: unknown[] = [
    ...Object.values((data.device_ids ?? {}) as Fields),
    ...Object.values((body.device_id ?? {}) as Fields),
    ...listed.map((entry: Fields) => entry.id_value),
    ...(idfa === undefined ? [] : [idfa]),
    ...('kochava_device_id' in body && body.kochava_device_id !== '' ? [body.kochava_device_id] : []),
  ];
  return [
    ...found
      .filter((id) => typeof id !== 'string' || !/[^0\s-]/.test(id))
      .map((id) => `id ${JSON.stringify(id)}`),
    ...(Object.keys(parameters).length > 16 ? ['more than 16 parameters'] : []),
  ];
}
