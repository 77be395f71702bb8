import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Receiver } from '../../test/io/service/rudderServer/receiver';
import { RudderServer } from '../../test/io/service/rudderServer/rudderServer';
import { crm, kochava, signedConfig, webhook } from '../../test/io/service/rudderServer/sampleEvents';
import type { SourceSetup } from '../../test/io/service/rudderServer/setup';
import { StandardTransformer } from '../../test/io/service/rudderServer/standardTransformer';
import { startCommand, workersIn, type Running } from './processes';
import { report } from './report';
import { readRecord } from './sandboxRecord';
import { after, startMishaps } from './timeline';
import { callWebhooks, deleteUsers, makeLargeCalls, sendEvents } from './traffic';

/**
 * `destkit serve --upstream` for a minute beneath a double of rudder-server, while the upstream goes away, workers are
 * killed and the destination fails: `npm run under-load [-- --events 5000]`. Exit code 1 when an event is unaccounted
 * for, a call was answered by the wrong side or in other bytes, or a signature is not valid.
 */
const FAULTS = '429=0.05:0,500=0.05,failure=0.03,garbled=0.01';
const SENDING_MS = 50_000;
const LARGE_CALLS_AT = 30_000;
const SETTLE_MS = 60_000;
const DELETIONS = 40;
const ROUNDS = 50;
const WORKERS = 2;

const proxied = kochava({ id: 'kochava at the router', config: { ...signedConfig, apiKey: 'app-routed' } });
const processed = kochava({
  id: 'kochava at the processor',
  config: { ...signedConfig, apiKey: 'app-processed' },
  transformAt: 'processor',
});
const others = [
  webhook({ id: 'webhook, direct' }),
  webhook({ id: 'webhook, proxied', usesProxy: true }),
  crm({ id: 'crm at the router', usesProxy: true }),
];
const [direct, viaProxy, routed] = others as [typeof proxied, typeof proxied, typeof proxied];
const destinations = [proxied, processed, ...others];

const sources: SourceSetup[] = [
  { id: 'source-plain', hasUserTransformation: false, destinations: [proxied, direct, routed] },
  { id: 'source-with-code', hasUserTransformation: true, destinations: [processed, viaProxy] },
];

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { events: { type: 'string', default: '5000' } } });
  const folder = mkdtempSync(join(tmpdir(), 'destkit-load-'));
  const ends: (() => Promise<void>)[] = [];
  try {
    process.exitCode = (await run(Number(values.events), folder, ends)) ? 0 : 1;
  } finally {
    for (const end of ends.reverse()) {
      await end();
    }
    rmSync(folder, { recursive: true });
  }
}

async function run(count: number, folder: string, ends: (() => Promise<void>)[]): Promise<boolean> {
  const started = performance.now();
  const receiver = new Receiver();
  await receiver.start();
  ends.push(() => receiver.stop());
  const upstream = new StandardTransformer(receiver.origin);
  await upstream.bringUp();
  ends.push(() => upstream.takeAway());
  const sandbox = await startSandbox(folder);
  ends.push(() => sandbox.stop());
  const service = await startService(upstream.origin, sandbox.origin);
  ends.push(() => service.stop());
  const host = new RudderServer({
    transformer: service.origin,
    destinations,
    addresses: new Map([['https://control.kochava.com', sandbox.origin]]),
    speed: 20,
  });
  ends.push(() => {
    host.stop();
    return Promise.resolve();
  });
  await host.start();

  const mishaps = startMishaps(service, upstream);
  const [events, webhooks, large] = await Promise.all([
    sendEvents(host, sources, count, SENDING_MS),
    callWebhooks(host, ROUNDS, SENDING_MS),
    after(LARGE_CALLS_AT).then(() => makeLargeCalls(service.origin, host)),
    deleteUsers(host, [proxied, routed], DELETIONS, SENDING_MS),
    mishaps.done,
  ]);
  const isSettled = await host.settle(SETTLE_MS);
  const problems = report({
    host,
    upstream,
    destinations,
    received: receiver.arrivals,
    record: await readRecord(sandbox.origin),
    events,
    webhooks,
    large,
    wantedMessages: ROUNDS * 3,
    kills: mishaps.kills,
    replaced: workersIn(service.log()).length - WORKERS,
  });
  if (!isSettled) {
    problems.push('not all events came to an end in time');
  }
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
  for (const problem of problems) {
    console.log(`PROBLEM: ${problem}`);
  }
  return problems.length === 0;
}

function startSandbox(folder: string): Promise<Running> {
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(signedConfig));
  return startCommand(['sandbox', 'kochava', '--config', config, '--fault', FAULTS]);
}

function startService(upstream: string, vendor: string): Promise<Running> {
  const args = [
    'serve',
    '--port',
    '0',
    '--workers',
    String(WORKERS),
    '--upstream',
    upstream,
    '--allow-loopback',
  ];
  return startCommand(args, {
    NODE_OPTIONS: `--require ${join(__dirname, 'redirectVendor.js')}`,
    VENDOR_HOSTS: 'nng.kochava.com',
    VENDOR_ORIGIN: vendor,
  });
}

void main();
