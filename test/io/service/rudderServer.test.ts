import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { loadDestination } from '../../../src/runtime/destination/load';
import { parseFaults } from '../../../src/io/sandbox/faults';
import { startSandbox, type Sandbox } from '../../../src/io/sandbox/sandbox';
import { compareSides } from './rudderServer/callLog';
import type { Arrival } from './rudderServer/ledger';
import { countInversions, Receiver } from './rudderServer/receiver';
import { RudderServer, type RudderServerOptions } from './rudderServer/rudderServer';
import {
  crm,
  deviceOf,
  kochava,
  LINK_EACH,
  signedConfig,
  trackEvents,
  webhook,
} from './rudderServer/sampleEvents';
import { marksIn, type DestinationSetup, type SourceSetup } from './rudderServer/setup';
import { StandardTransformer } from './rudderServer/standardTransformer';
import { serve, type Running } from './running';

const SETTLE_MS = 15_000;
const EVENTS = 60;
/** A back-off of 10 s takes 10 ms. */
const SPEED = 1000;
/** About 25 minutes. */
const OUTAGE_MS = 1500;
const KOCHAVA_HOST = 'https://control.kochava.com';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const endings: (() => Promise<unknown> | undefined)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) {
    await end();
  }
});

async function startService(settings: Parameters<typeof serve>[0] = {}): Promise<Running> {
  const running = await serve(settings);
  endings.push(() => running.service.close());
  return running;
}

/** The same faults in each run; which events they meet depends on when those arrive. */
async function startKochava(faults = '500=0'): Promise<Sandbox> {
  const destination = await loadDestination('kochava');
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const sandbox = await startSandbox({
    destination,
    config: signedConfig,
    faults: parseFaults(faults),
    random,
  });
  endings.push(() => sandbox.close());
  return sandbox;
}

async function startUpstream(): Promise<{ upstream: StandardTransformer; receiver: Receiver }> {
  const receiver = await startReceiver();
  const upstream = new StandardTransformer(receiver.origin);
  await upstream.bringUp();
  endings.push(() => upstream.takeAway());
  return { upstream, receiver };
}

async function startReceiver(): Promise<Receiver> {
  const receiver = new Receiver();
  await receiver.start();
  endings.push(() => receiver.stop());
  return receiver;
}

async function startHost(
  running: Running,
  destinations: DestinationSetup[],
  options: Partial<RudderServerOptions> = {},
): Promise<RudderServer> {
  const host = new RudderServer({ transformer: running.origin, destinations, speed: SPEED, ...options });
  endings.push(() => {
    host.stop();
    return undefined;
  });
  await host.start();
  return host;
}

function sourceTo(destinations: DestinationSetup[], hasUserTransformation = false): SourceSetup {
  return { id: 'source-1', hasUserTransformation, destinations };
}

function arrivalsAt(sandbox: Sandbox): Arrival[] {
  return sandbox
    .requests()
    .flatMap(({ accepted, body, path }) =>
      accepted ? [...marksIn(body)].map((mark) => ({ mark, path })) : [],
    );
}

const signaturesAt = (sandbox: Sandbox) => [
  ...new Set(sandbox.requests().map(({ record }) => (record as { signature?: string }).signature)),
];

describe('/features', () => {
  it('keep rudder-server alive, with and without an upstream', async () => {
    const alone = await startHost(await startService(), []);
    expect([alone.features.death, alone.features.routes('KOCHAVA'), alone.features.isCompacted]).toEqual([
      undefined,
      true,
      true,
    ]);
    const { upstream } = await startUpstream();
    const behind = await startHost(await startService({ upstream: upstream.origin }), []);
    expect([
      behind.features.death,
      behind.features.routes('KOCHAVA'),
      behind.features.routes('CRM'),
      behind.features.deletes('CRM'),
      behind.features.proxyVersion(),
    ]).toEqual([undefined, true, true, true, 'v1']);
  });

  it('without a version of the source contract end it, and a 503 leaves it what it knew', async () => {
    let answer: [number, object] = [
      200,
      { routerTransform: { ACME: true }, upgradedToSourceTransformV2: true },
    ];
    const stub = createServer((_request, response) => {
      response.writeHead(answer[0]).end(JSON.stringify(answer[1]));
    });
    await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve));
    endings.push(() => new Promise((resolve) => stub.close(resolve)));
    const origin = `http://127.0.0.1:${String((stub.address() as AddressInfo).port)}`;
    const host = await startHost({ origin } as Running, []);
    answer = [503, {}];
    await host.features.poll();
    expect([host.features.death, host.features.routes('ACME')]).toEqual([undefined, true]);
    answer = [200, { supportSourceTransformV1: false, upgradedToSourceTransformV2: false }];
    await host.features.poll();
    expect(host.features.death).toContain('neither version');
  });
});

describe.each([
  ['the router transforms, the proxy delivers', kochava(), '429=0.05:0,500=0.05,reset=0.02'],
  [
    'the router transforms, rudder-server delivers',
    kochava({ usesProxy: false }),
    '429=0.05:0,500=0.05,reset=0.02',
  ],
  [
    'the processor transforms, the proxy delivers',
    kochava({ transformAt: 'processor' }),
    '429=0.1:0,500=0.05',
  ],
  [
    'the processor transforms, rudder-server delivers',
    kochava({ transformAt: 'processor', usesProxy: false }),
    '429=0.1:0,reset=0.05',
  ],
])('where %s', (_name, destination, faults) => {
  it('every event arrives through faults, in order, with a valid signature', async () => {
    const sandbox = await startKochava(faults);
    const host = await startHost(await startService(), [destination], {
      addresses: new Map([[KOCHAVA_HOST, sandbox.origin]]),
    });
    const events = trackEvents(EVENTS, 20);
    await host.take(sourceTo([destination]), events);
    expect(await host.settle(SETTLE_MS)).toBe(true);
    const arrivals = arrivalsAt(sandbox);
    expect(host.ledger.summarize(destination, arrivals)).toMatchObject({
      events: EVENTS,
      fates: { delivered: EVENTS, aborted: 0, pending: 0, lost: 0 },
    });
    expect(arrivals.filter(({ path }) => path.includes('identityLink')).length).toBeGreaterThanOrEqual(
      EVENTS / LINK_EACH,
    );
    expect(countInversions(arrivals, deviceOf(events))).toBe(0);
    expect(signaturesAt(sandbox)).toEqual(['valid']);
    expect(Object.keys(sandbox.counts().faults).length).toBeGreaterThan(1);
    expect(host.panics).toEqual([]);
    const answered = host.calls.calls.filter(({ status }) => status > 0);
    expect(answered.every(({ connection }) => connection === 'close')).toBe(true);
  });
});

it('an event that the destination refuses is aborted with the reason, and the others arrive', async () => {
  const sandbox = await startKochava('failure=0.1,garbled=0.05');
  const destination = kochava();
  const host = await startHost(await startService(), [destination], {
    addresses: new Map([[KOCHAVA_HOST, sandbox.origin]]),
  });
  await host.take(sourceTo([destination]), trackEvents(EVENTS, 20));
  expect(await host.settle(SETTLE_MS)).toBe(true);
  const { fates, reasons } = host.ledger.summarize(destination, arrivalsAt(sandbox));
  const { failure = 0, garbled = 0 } = sandbox.counts().faults;
  expect([fates.delivered, fates.aborted, fates.lost]).toEqual([EVENTS - failure, failure, 0]);
  expect(garbled).toBeGreaterThan(0);
  expect([...reasons.keys()]).toEqual([expect.stringContaining('a failure on demand')]);
});

describe.each([
  ['the proxy', true],
  ['rudder-server', false],
])('an event with two requests that %s delivers', (_name, usesProxy) => {
  it.each([
    ['is rejected permanently', { status: 422, body: '{}' }, 'aborted', 0],
    ['is to be retried, once', { status: 503, body: '{}' }, 'delivered', 1],
  ] as const)('when its first one %s', async (_what, refusal, fate, links) => {
    const receiver = await startReceiver();
    let refusals = 0;
    receiver.answer = (path) => {
      const isRefused = path === '/track/json' && (fate === 'aborted' || refusals === 0);
      refusals += isRefused ? 1 : 0;
      return isRefused ? refusal : undefined;
    };
    const destination = kochava({ usesProxy });
    const host = await startHost(await startService(), [destination], {
      addresses: new Map([[KOCHAVA_HOST, receiver.origin]]),
    });
    await host.take(sourceTo([destination]), trackEvents(1, 1, LINK_EACH));
    expect(await host.settle(SETTLE_MS)).toBe(true);
    const { fates } = host.ledger.summarize(destination, receiver.arrivals);
    expect([fates[fate], refusals]).toEqual([1, 1]);
    expect(receiver.arrivals.filter(({ path }) => path.includes('identityLink'))).toHaveLength(links);
  });
});

describe('order', () => {
  it.each([
    [0, 0],
    [200, 1],
  ])('with the threshold %i has at least %i events overtaken', async (orderThreshold, least) => {
    const receiver = await startReceiver();
    let count = 0;
    receiver.answer = () => (count++ % 20 === 0 ? { status: 500, body: '' } : undefined);
    const destination = kochava({ orderThreshold, config: { apiKey: 'acme-app' } });
    const host = await startHost(await startService(), [destination], {
      addresses: new Map([[KOCHAVA_HOST, receiver.origin]]),
    });
    const events = trackEvents(220, 1).map((event) => ({ ...event, userId: 'user-1' }));
    await host.take(sourceTo([destination]), events);
    expect(await host.settle(SETTLE_MS)).toBe(true);
    expect(host.ledger.summarize(destination, receiver.arrivals).fates.delivered).toBe(220);
    const inversions = countInversions(receiver.arrivals, () => 'one');
    expect(least === 0 ? inversions === 0 : inversions >= least).toBe(true);
  });
});

describe('a transformer that is away', () => {
  it('makes the router panic, and nothing is lost', async () => {
    const receiver = await startReceiver();
    const first = await serve();
    const port = Number(new URL(first.origin).port);
    const destination = kochava();
    const host = await startHost(first, [destination], {
      addresses: new Map([[KOCHAVA_HOST, receiver.origin]]),
    });
    await first.service.close();
    await host.take(sourceTo([destination]), trackEvents(50, 10));
    while (host.panics.length < 2) {
      await pause(10);
    }
    await startService({ port });
    expect(await host.settle(SETTLE_MS)).toBe(true);
    expect(host.ledger.summarize(destination, receiver.arrivals).fates).toMatchObject({
      delivered: 50,
      lost: 0,
    });
    expect(host.panics[0]).toContain('no connection for /routerTransform');
  });
});

describe('with an upstream', () => {
  const destinations = [
    kochava(),
    webhook(),
    crm(),
    webhook({ id: 'destination-proxied', usesProxy: true }),
  ] as const;
  const [ours, plain, routed, proxied] = destinations;

  it('each side answers for its own, in the same bytes', async () => {
    const sandbox = await startKochava();
    const { upstream, receiver } = await startUpstream();
    const host = await startHost(await startService({ upstream: upstream.origin }), [...destinations], {
      addresses: new Map([[KOCHAVA_HOST, sandbox.origin]]),
    });
    const events = trackEvents(EVENTS, 20);
    const dropped = {
      ...trackEvents(1, 20, EVENTS + 1)[0],
      properties: { isDropped: true },
    } as (typeof events)[number];
    await host.take(sourceTo([...destinations], true), [...events, dropped]);
    expect(await host.settle(SETTLE_MS)).toBe(true);
    for (const destination of destinations) {
      const arrivals = destination === ours ? arrivalsAt(sandbox) : receiver.arrivals;
      expect([destination.id, host.ledger.summarize(destination, arrivals).fates]).toEqual([
        destination.id,
        { delivered: EVENTS, aborted: 0, filtered: 1, pending: 0, lost: 0 },
      ]);
    }
    expect(receiver.bodies.every(({ body }) => body.includes('"isTransformed":true'))).toBe(true);
    const sides = compareSides(host.calls.calls, upstream.calls);
    expect(sides.problems).toEqual([]);
    expect(sides.passedOn).toBeGreaterThan(EVENTS);
    expect(sides.answeredHere).toBeGreaterThan(EVENTS);
  });

  it('that is away, ours go on and its own wait', async () => {
    const sandbox = await startKochava();
    const { upstream, receiver } = await startUpstream();
    const host = await startHost(await startService({ upstream: upstream.origin }), [...destinations], {
      addresses: new Map([[KOCHAVA_HOST, sandbox.origin]]),
    });
    await upstream.takeAway();
    const taking = [
      host.take(sourceTo([ours]), trackEvents(EVENTS, 20)),
      host.take(sourceTo([plain, routed, proxied]), trackEvents(EVENTS, 20)),
    ];
    await taking[0];
    const isOursDone = () => host.ledger.summarize(ours, arrivalsAt(sandbox)).fates.delivered === EVENTS;
    while (!isOursDone()) {
      await pause(50);
    }
    for (const destination of [plain, routed, proxied]) {
      expect(host.ledger.summarize(destination, receiver.arrivals).fates.pending).toBe(EVENTS);
    }
    // Longer than the processor would try again what does not ask for it.
    await pause(OUTAGE_MS);
    expect(host.panics).toEqual([]);
    await upstream.bringUp();
    await Promise.all(taking);
    expect(await host.settle(SETTLE_MS)).toBe(true);
    for (const destination of [plain, routed, proxied]) {
      expect(host.ledger.summarize(destination, receiver.arrivals).fates.delivered).toBe(EVENTS);
    }
    expect([host.panics, compareSides(host.calls.calls, upstream.calls).problems]).toEqual([[], []]);
  });
});

describe('without an upstream, events for other destinations', () => {
  it('hold back those for ours that are processed after them', async () => {
    const receiver = await startReceiver();
    const ours = kochava();
    const host = await startHost(await startService(), [ours, webhook()], {
      addresses: new Map([[KOCHAVA_HOST, receiver.origin]]),
    });
    void host.take(sourceTo([webhook()]), trackEvents(1, 20));
    void host.take(sourceTo([ours]), trackEvents(1, 20, 2));
    await host.settle(300);
    expect(host.ledger.summarize(ours, receiver.arrivals).fates.pending).toBe(1);
  });

  it('are kept, and delivered once there is one', async () => {
    const first = await serve();
    const port = Number(new URL(first.origin).port);
    const { upstream, receiver } = await startUpstream();
    const destination = webhook();
    const host = await startHost(first, [destination]);
    const taken = host.take(sourceTo([destination], true), trackEvents(50, 20));
    await host.settle(300);
    expect(host.ledger.summarize(destination, []).fates.pending).toBe(50);
    await first.service.close();
    await startService({ port, upstream: upstream.origin });
    await taken;
    expect(await host.settle(SETTLE_MS)).toBe(true);
    expect(host.ledger.summarize(destination, receiver.arrivals).fates.delivered).toBe(50);
  });

  it('end where they are refused', async () => {
    const running = await startService({ unknown: 'reject' });
    const destinations = [
      webhook(),
      webhook({ id: 'destination-routed', name: 'CRM', transformAt: 'router' }),
    ];
    const host = await startHost(running, destinations);
    await host.take(sourceTo(destinations), trackEvents(50, 20));
    expect(await host.settle(SETTLE_MS)).toBe(true);
    for (const destination of destinations) {
      const { fates, reasons } = host.ledger.summarize(destination, []);
      expect([fates.aborted, [...reasons.keys()][0]]).toEqual([50, expect.stringMatching(/^404 /)]);
    }
  });
});

describe('deletions', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.restore();
  });

  const users = [{ id: 'user-1', attributes: { idfa: 'CCB300A0-DE1B-4D48-BC7E-599E453B8DD4' } }];

  function vendor(...statuses: number[]): nock.Scope {
    if (!nock.isActive()) {
      nock.activate();
    }
    nock.enableNetConnect('127.0.0.1');
    const scope = nock('https://nng.kochava.com');
    for (const status of statuses) {
      scope.post('/accounts/12/privacy/scrub').reply(status, { status: status === 200 ? 'OK' : 'ERROR' });
    }
    return scope;
  }

  it('are tried until the destination has taken them, each on its own side', async () => {
    const { upstream } = await startUpstream();
    const host = await startHost(await startService({ upstream: upstream.origin }), []);
    const scope = vendor(500, 429, 200);
    const ours = await host.regulations.delete(kochava(), users);
    expect([ours.state, ours.attempts, scope.isDone()]).toEqual(['complete', 3, true]);
    const theirs = await host.regulations.delete(crm(), users);
    expect([theirs.state, theirs.attempts]).toEqual(['complete', 1]);
    expect(compareSides(host.calls.calls, upstream.calls)).toMatchObject({ passedOn: 1, problems: [] });
  });

  it('without an identifier are not taken for done', async () => {
    const host = await startHost(await startService(), []);
    const deleting = host.regulations.delete(kochava(), [{ id: 'user-1', attributes: {} }]);
    await pause(200);
    const [deletion] = host.regulations.deletions;
    expect([deletion?.state, deletion?.reason]).toEqual([
      'pending',
      expect.stringMatching(/^400 .*no device id/),
    ]);
    host.stop();
    await deleting;
  });
});

describe('webhook sources', () => {
  const postback = (query: Record<string, string[]>, body = '') => ({
    sourceType: 'Kochava',
    method: 'POST',
    query,
    body,
    expected: 'service' as const,
  });

  it('of ours give messages, or an answer for the vendor', async () => {
    const host = await startHost(await startService(), []);
    const results = await host.takeWebhooks([
      postback({ event_name: ['_install'], kochava_device_id: ['device-1'], idfa: ['id-1'] }),
      postback({ event_name: ['purchase'] }),
      postback({}, JSON.stringify({ event_name: '_install', kochava_device_id: 'device-2' })),
    ]);
    expect(results).toMatchObject([
      { status: 200, messages: [{ event: 'Install Attributed', anonymousId: 'device-1' }] },
      { status: 200, messages: [] },
      { status: 200, messages: [{ event: 'Install Attributed', anonymousId: 'device-2' }] },
    ]);
  });

  it('of the upstream are passed on, and refused while it is away', async () => {
    const { upstream } = await startUpstream();
    const host = await startHost(await startService({ upstream: upstream.origin }), []);
    const call = { ...postback({}, '{"order":1}'), sourceType: 'Shop', expected: 'upstream' as const };
    expect(await host.takeWebhooks([call, call])).toMatchObject([
      { status: 200, messages: [{ event: 'Hook' }] },
      { status: 200, messages: [{ event: 'Hook' }] },
    ]);
    await upstream.takeAway();
    expect(await host.takeWebhooks([call])).toMatchObject([{ status: 500, messages: [] }]);
    expect(compareSides(host.calls.calls, upstream.calls).problems).toEqual([]);
  });
});
