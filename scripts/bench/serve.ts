import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { nodeFiles } from '../../dist/runtime/destination/nodeFiles';

const EVENTS = 100;
const CONNECTIONS = 4;
const ROUND_MS = 2000;
const WARM_UP_MS = 4000;

export interface ServeFigure {
  name: string;
  /** Median over the rounds. */
  eventsPerSecond: number;
  /** Half the distance between the quartiles, as a share of the median. */
  spread: number;
  /** Median over the rounds of the service's rate divided by the bare server's in the same round; 1 for that itself. */
  ratio: number;
  /** Of the calls of all rounds, in milliseconds. */
  p50: number;
  p99: number;
}

interface Contestant {
  name: string;
  origin: string;
  path: string;
  body: Buffer;
  rates: number[];
  latencies: number[];
}

/** Settings that are added to the example connection's. */
const variants = {
  'rudderstack profile': {},
  'kochava profile': { profile: 'kochava' },
  'kochava profile, signed': {
    profile: 'kochava',
    enableAuthentication: true,
    authApiKey: 'bench-api-key',
    authSecret: 'bench-secret',
  },
};

/**
 * The same events over HTTP, to the service and to a bare server whose answer is as long, a pair for each of the variants;
 * all of them take turns, round by round.
 */
export async function benchServe(name: string, rounds: number): Promise<ServeFigure[]> {
  const path = `/v0/destinations/${name}`;
  const child = join(__dirname, 'serveChild.js');
  const contestants: Contestant[] = [];
  const children: ChildProcess[] = [];
  for (const [title, settings] of Object.entries(variants)) {
    const body = Buffer.from(JSON.stringify(exampleEvents(name, settings)));
    const service = await start(child, ['service']);
    const answer = await (await fetch(`${service.origin}${path}`, { method: 'POST', body })).text();
    const bare = await start(child, ['bare']);
    bare.child.send(answer);
    children.push(service.child, bare.child);
    const common = { path, body };
    contestants.push(
      { ...common, name: `bare node:http, ${title}`, origin: bare.origin, rates: [], latencies: [] },
      { ...common, name: `destkit serve, ${title}`, origin: service.origin, rates: [], latencies: [] },
    );
  }
  for (const each of contestants) {
    await load(each, WARM_UP_MS);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const each of contestants) {
      const { calls, seconds, latencies } = await load(each, ROUND_MS);
      each.rates.push((calls * EVENTS) / seconds);
      each.latencies.push(...latencies);
    }
  }
  children.forEach((each) => each.kill());
  return contestants.map(({ name: title, rates, latencies }, index) => {
    const median = quantile(rates, 0.5);
    const bare = contestants[index - (index % 2)];
    return {
      name: title,
      eventsPerSecond: median,
      spread: (quantile(rates, 0.75) - quantile(rates, 0.25)) / 2 / median,
      ratio: quantile(
        rates.map((rate, round) => rate / (bare?.rates[round] ?? NaN)),
        0.5,
      ),
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
    };
  });
}

/** The destination's example events as a host posts them: each with its destination and metadata. */
export function exampleEvents(name: string, settings: object = {}): object[] {
  const folder = join(nodeFiles.packageRoot, 'destinations', name, 'examples');
  const lines = readFileSync(join(folder, 'events.ndjson'), 'utf8').trimEnd().split('\n');
  const Config = {
    ...(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as object),
    ...settings,
  };
  const DestinationDefinition = {
    ID: 'definition-1',
    Name: name.toUpperCase(),
    DisplayName: name,
    Config: {},
  };
  return Array.from({ length: EVENTS }, (_, index) => ({
    message: JSON.parse(lines[index % lines.length] ?? '{}') as object,
    metadata: {
      jobId: index,
      sourceId: 'source-1',
      destinationId: 'destination-1',
      workspaceId: 'workspace-1',
    },
    destination: { ID: 'destination-1', Name: name, Enabled: true, Config, DestinationDefinition },
  }));
}

async function start(file: string, args: string[]): Promise<{ child: ChildProcess; origin: string }> {
  const child = fork(file, args);
  const [origin] = (await once(child, 'message')) as [string];
  return { child, origin };
}

/** Keeps every connection busy for a while. */
async function load(
  { origin, path, body }: Contestant,
  milliseconds: number,
): Promise<{ calls: number; seconds: number; latencies: number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const latencies: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() - started < milliseconds) {
        const sent = performance.now();
        await post(`${origin}${path}`, body, agent);
        latencies.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return { calls: latencies.length, seconds, latencies };
}

function post(url: string, body: Buffer, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const outgoing = request(url, { method: 'POST', agent, headers }, (incoming) => {
      if (incoming.statusCode !== 200) {
        reject(new Error(`HTTP ${String(incoming.statusCode)}`));
      }
      incoming.on('end', resolve).resume();
    });
    outgoing.on('error', reject).end(body);
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((first, second) => first - second);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
}
