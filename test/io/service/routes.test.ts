import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nock from 'nock';
import { call, hostEvent, PROCESSOR, serve, type Running } from './running';

const goldens = join(__dirname, '../../goldens/kochava');
const golden = (feature: string, name: string) =>
  JSON.parse(readFileSync(join(goldens, feature, name, 'input.json'), 'utf8')) as object;

let running: Running;
const to = (path: string) => `${running.origin}${path}`;

beforeAll(async () => {
  running = await serve();
});

afterAll(() => running.service.close());

afterEach(() => {
  nock.cleanAll();
  nock.restore();
});

describe('the processor', () => {
  it('answers each event in its place, a poisoned one alone with its error', async () => {
    const poisoned = [
      null,
      7,
      'text',
      [],
      {},
      { message: null },
      { message: { type: 'track' }, destination: 'x' },
      { ...hostEvent(3), destination: null },
    ];
    const reply = await call(to(PROCESSOR), [hostEvent(1), ...poisoned, hostEvent(2)]);
    const items = reply.body as { statusCode: number; output?: object; error?: string; metadata?: object }[];
    expect(items.map(({ statusCode }) => statusCode)).toEqual([200, ...poisoned.map(() => 400), 200]);
    expect(items.at(-1)).toMatchObject({ output: { userId: 'visitor-2' }, metadata: { jobId: 2 } });
    expect(items.filter(({ error }) => error === '' || error?.includes(' at '))).toEqual([]);
  });

  it('says of a filtered event why, with status 298', async () => {
    const event = golden('processor', 'kochava/kinds/group-call-is-filtered-unless-users-are-sent');
    const reply = await call(to(PROCESSOR), [event]);
    expect(reply.body).toEqual([
      {
        error: 'group calls are not sent (config.sendUsers)',
        statusCode: 298,
        metadata: (event as { metadata: object }).metadata,
        statTags: {
          errorCategory: 'dataValidation',
          errorType: 'instrumentation',
          destType: 'KOCHAVA',
          module: 'destination',
          implementation: 'cdkV2',
          feature: 'processor',
          destinationId: '2kLumenKoch01',
          workspaceId: '2kLumenWs01',
        },
      },
    ]);
  });

  it('gives two outputs for an event with two requests, where the router gives a list in the same order', async () => {
    const event = golden(
      'processor',
      'kochava/tracking-status/denied-tracking-status-keeps-the-idfa-out-of-event-and-link-alike',
    );
    const processed = await call(to(PROCESSOR), [event]);
    const outputs = (processed.body as { output: { endpoint: string } }[]).map(({ output }) => output);
    expect(outputs.map(({ endpoint }) => new URL(endpoint).pathname)).toEqual([
      '/track/json',
      '/v1/cpi/identityLink.php',
    ]);
    const routed = await call(to('/batch'), { input: [event], destType: 'KOCHAVA' });
    expect(routed.body).toMatchObject([{ batched: false, statusCode: 200 }]);
    // The same requests, in the same order; linkedRequests.test.ts has how the router ties them together.
    const [{ batchedRequest }] = routed.body as [{ batchedRequest: object[] }];
    expect(batchedRequest.map((request) => ({ ...request, body: {} }))).toEqual(
      outputs.map((request) => ({ ...request, body: {} })),
    );
  });

  it('makes a text of the ordering key', async () => {
    const message = { type: 'track', event: 'a', anonymousId: 17 };
    const reply = await call(to(PROCESSOR), [hostEvent(1, { message })]);
    expect(reply.body).toMatchObject([{ output: { userId: '17' } }]);
  });

  it('keeps what env.NAME stands for to itself', async () => {
    const reply = await call(to(PROCESSOR), [hostEvent(1, { Config: { apiKey: 'env.PATH' } })]);
    expect(reply.body).toMatchObject([{ output: { body: { JSON: { kochava_app_id: 'env.PATH' } } } }]);
  });

  it('gives an item that cannot be rendered an error of its own', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const text = JSON.stringify([hostEvent(1), hostEvent(2, { metadata: 'DEEP' })]).replace('"DEEP"', deep);
    const reply = await call(to(PROCESSOR), text);
    expect(reply.body).toMatchObject([
      { statusCode: 200 },
      { statusCode: 400, error: 'the event is nested too deeply, or an expression calls itself without end' },
    ]);
  });
});

describe('the router', () => {
  it('answers every job once, grouped by destination, and tags its failures', async () => {
    const other = { ...hostEvent(3), destination: { ID: 'destination-2', Config: {} } };
    const input = [hostEvent(1), other, hostEvent(2, { message: { type: 'identify' } }), null];
    const { status, body, headers } = await call(to('/routerTransform'), { input, destType: 'kochava' });
    const { output } = body as {
      output: { metadata: { jobId: number }[]; statusCode: number; statTags?: object }[];
    };
    expect([status, headers.apiversion]).toEqual([200, '2']);
    expect(output.map(({ metadata, statusCode }) => [metadata[0]?.jobId, statusCode])).toEqual([
      [1, 200],
      [2, 400],
      [3, 400],
      [undefined, 400],
    ]);
    expect(output[2]?.statTags).toEqual({
      errorCategory: 'dataValidation',
      errorType: 'configuration',
      destType: 'KOCHAVA',
      module: 'destination',
      implementation: 'cdkV2',
      feature: 'router',
      destinationId: 'destination-1',
      workspaceId: 'workspace-1',
    });
  });
});

describe('calls as a whole', () => {
  it.each([
    ['POST', PROCESSOR, '{', 400, 'CALL_NOT_JSON'],
    ['POST', PROCESSOR, '{}', 500, 'CALL_INVALID'],
    ['POST', PROCESSOR, '', 500, 'CALL_INVALID'],
    ['POST', '/routerTransform', '{"destType":"kochava","input":[]}', 500, 'CALL_INVALID'],
    ['POST', '/v1/destinations/kochava/proxy', '[]', 500, 'CALL_INVALID'],
    ['POST', '/deleteUsers', '{}', 500, 'CALL_INVALID'],
    ['POST', '/nowhere', '{}', 503, 'CALL_UNKNOWN'],
    ['GET', '/nowhere', '', 404, 'CALL_UNKNOWN'],
    ['POST', '/v0/destinations/%E0%A4%A', '[]', 503, 'CALL_DESTINATION_UNKNOWN'],
    ['GET', '/batch', '', 405, 'CALL_METHOD_UNKNOWN'],
  ])('%s %s %j is answered %i', async (method, path, body, status, code) => {
    const reply = await call(to(path), method === 'GET' ? undefined : body, {}, method);
    expect([reply.status, reply.headers['x-destkit-error'], reply.headers.apiversion]).toEqual([
      status,
      code,
      undefined,
    ]);
  });

  it('name the destination that is unknown', async () => {
    const { body } = await call(to('/v0/destinations/acme'), [hostEvent(1)]);
    expect(body).toEqual({ error: 'Unknown destination: acme' });
    const routed = await call(to('/routerTransform'), { destType: 'acme', input: [hostEvent(1)] });
    expect([routed.status, routed.body]).toEqual([503, { error: 'Unknown destination: acme' }]);
  });
});

describe('information about the service', () => {
  it('lists the features that hosts may use', async () => {
    expect((await call(to('/features'))).body).toMatchObject({
      routerTransform: { KOCHAVA: true },
      regulations: ['KOCHAVA'],
      // rudder-server ends itself where neither version of the source contract is offered.
      upgradedToSourceTransformV2: true,
      supportTransformerProxyV1: true,
      supportDestTransformCompactedPayloadV1: true,
    });
  });

  it('includes its health, readiness and version', async () => {
    expect((await call(to('/health'))).body).toEqual({ service: 'UP', version: '1.2.3' });
    expect((await call(to('/ready'))).body).toEqual({ ready: true });
    expect((await call(to('/version'))).raw.toString()).toBe('1.2.3');
    expect((await call(to('/buildVersion'))).raw.toString()).toBe('1.2.3');
    expect((await call(to('/health'), undefined, {}, 'HEAD')).raw.length).toBe(0);
  });
});

describe('postbacks', () => {
  it.each([
    ['the query', 'GET', '?event_name=_install&kochava_device_id=kd-1&network_name=Contoso', undefined],
    ['the body', 'POST', '', { event_name: '_install', kochava_device_id: 'kd-1', network_name: 'Contoso' }],
    ['a list of bodies', 'POST', '', [{ kochava_device_id: 'kd-1', network_name: 'Contoso' }]],
  ])('come in as %s', async (_name, method, query, body) => {
    const reply = await call(to(`/v0/sources/kochava${query}`), body, {}, method);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject([
      {
        type: 'track',
        event: 'Install Attributed',
        anonymousId: 'kd-1',
        properties: { provider: 'Kochava' },
      },
    ]);
  });

  it('that the workflow leaves out give no message', async () => {
    const reply = await call(to('/v0/sources/kochava?event_name=Purchase'));
    expect([reply.status, reply.body]).toEqual([200, []]);
  });
});

describe('postbacks as rudder-server hands them on', () => {
  const request = (query_parameters: object, body = '{}') => ({
    request: { method: 'GET', url: '/', headers: {}, query_parameters, body },
    source: { ID: 'source-1' },
  });

  it('are answered each in its place: messages, nothing to keep, or an error', async () => {
    const { status, body, headers } = await call(to('/v2/sources/kochava'), [
      request({ event_name: ['_install'], kochava_device_id: ['kd-1'], network_name: ['Contoso'] }),
      request({ event_name: ['Purchase'] }),
      request({}, '{"event_name":"_install","kochava_device_id":"kd-2","network_name":"Contoso"}'),
      request({ event_name: ['_install'] }, 'not=json'),
      null,
    ]);
    const install = (id: string) => ({ output: { batch: [{ type: 'track', anonymousId: id }] } });
    expect([status, headers.apiversion]).toEqual([200, '2']);
    expect(body).toHaveLength(5);
    expect(body).toMatchObject([
      install('kd-1'),
      { outputToSource: { body: 'T0s=', contentType: 'text/plain' }, statusCode: 200 },
      install('kd-2'),
      {},
      {},
    ]);
    // Each has what rudder-server looks for, or it would call the answer unusable.
    for (const item of body as object[]) {
      expect(['output', 'outputToSource', 'error'].filter((key) => key in item)).toHaveLength(1);
    }
  });

  it('of something else than a list are refused', async () => {
    const { status, headers } = await call(to('/v2/sources/kochava'), {});
    expect([status, headers['x-destkit-error']]).toEqual([500, 'CALL_INVALID']);
  });
});

describe('deletions', () => {
  const item = golden('userDeletion', 'user-is-deleted-from-every-app-of-the-account');

  it.each([
    [
      'are done when the destination reports success',
      200,
      { status: 'OK' },
      200,
      { statusCode: 200, status: 'successful' },
    ],
    [
      'failed though the status is 200',
      200,
      { status: 'FAILED' },
      400,
      { statusCode: 400, error: 'the answer does not say success' },
    ],
    ['are tried again', 503, '', 503, { statusCode: 503, error: 'HTTP 503' }],
    ['are tried again after a 408', 408, '', 500, { statusCode: 500, error: 'HTTP 408' }],
  ])('%s', async (_name, status, answer, whole, expected) => {
    nock.activate();
    nock.enableNetConnect('127.0.0.1');
    const vendor = nock('https://nng.kochava.com', {
      reqheaders: { 'authentication-key': 'example-deletion-key' },
    })
      .post('/accounts/48120/privacy/scrub')
      .reply(status, answer);
    const reply = await call(to('/deleteUsers'), [item]);
    expect([reply.status, reply.body]).toEqual([whole, [expected]]);
    expect(vendor.isDone()).toBe(true);
  });

  it('of one item fail alone', async () => {
    const reply = await call(to('/deleteUsers'), [{ destType: 'acme' }, null, { destType: 'KOCHAVA' }]);
    expect(reply.body).toEqual([
      { statusCode: 503, error: 'Unknown destination: acme' },
      { statusCode: 404, error: 'Unknown destination: ' },
      { statusCode: 400, error: expect.stringContaining('config.accountId') as string },
    ]);
  });
});
