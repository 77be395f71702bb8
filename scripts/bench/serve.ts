import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { nodeFiles } from '../../dist/destination/nodeFiles';

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
  /** Of the calls of all rounds, in milliseconds. */
  p50: number;
  p99: number;
}

interface Contestant {
  name: string;
  origin: string;
  path: string;
  rates: number[];
  latencies: number[];
}

/** The same events over HTTP, to the service and to a bare server whose answer is as long; round by round. */
export async function benchServe(name: string, rounds: number): Promise<ServeFigure[]> {
  const body = Buffer.from(JSON.stringify(exampleEvents(name)));
  const path = `/v0/destinations/${name}`;
  const service = await start(join(__dirname, 'serveChild.js'), ['service']);
  const answer = await (await fetch(`${service.origin}${path}`, { method: 'POST', body })).text();
  const bare = await start(join(__dirname, 'serveChild.js'), ['bare', answer]);
  const contestants = [
    { name: 'bare node:http, parse + stringify', origin: bare.origin },
    { name: 'destkit serve, one process', origin: service.origin },
  ].map((each): Contestant => ({ ...each, path, rates: [], latencies: [] }));
  for (const each of contestants) {
    await load(each, body, WARM_UP_MS);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const each of contestants) {
      const { calls, seconds, latencies } = await load(each, body, ROUND_MS);
      each.rates.push((calls * EVENTS) / seconds);
      each.latencies.push(...latencies);
    }
  }
  service.child.kill();
  bare.child.kill();
  return contestants.map(({ name: title, rates, latencies }) => {
    const median = quantile(rates, 0.5);
    const spread = (quantile(rates, 0.75) - quantile(rates, 0.25)) / 2 / median;
    return {
      name: title,
      eventsPerSecond: median,
      spread,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
    };
  });
}

/** The destination's example events as a host posts them: each with its destination and metadata. */
export function exampleEvents(name: string): object[] {
  const folder = join(nodeFiles.packageRoot, 'destinations', name, 'examples');
  const lines = readFileSync(join(folder, 'events.ndjson'), 'utf8').trimEnd().split('\n');
  const Config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as object;
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
  { origin, path }: Contestant,
  body: Buffer,
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
