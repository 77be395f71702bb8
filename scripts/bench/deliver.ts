import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../dist/runtime/destination/nodeFiles';

export interface DeliverFigures {
  events: number;
  concurrency: number;
  /** Seconds of each round. */
  bare: number[];
  deliver: number[];
  /** Bytes of the journal for each event. */
  journalBytes: number;
}

interface Timed {
  seconds: number;
}

const CONCURRENCY = 32;
const KEYS = 2000;
const cli = join(nodeFiles.packageRoot, 'dist/apps/cli/main.js');

/**
 * `destkit deliver` to a server that answers at once, and a bare loop of requests with the same bodies, in turns. Each
 * is a process of its own and tells how long it took, without its start.
 */
export async function benchDeliver(name: string, events: number, rounds: number): Promise<DeliverFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'destkit-bench-'));
  const server = fork(join(__dirname, 'answeringServer.js'), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  try {
    const [printed] = (await once(server.stdout ?? server, 'data')) as [Buffer];
    const origin = printed.toString().trim();
    writeInput(folder, events);
    const inputs = ['events.ndjson', '--config', 'config.json'];
    const results = run([cli, 'transform', name, ...inputs, '--quiet'], folder)
      .trimEnd()
      .split('\n');
    writeFileSync(join(folder, 'bodies.ndjson'), results.map(bodyOf).join('\n'));

    const bareArgs = [join(__dirname, 'bareRequests.js'), origin, 'bodies.ndjson', String(CONCURRENCY)];
    const options = ['--endpoint', origin, '--concurrency', String(CONCURRENCY), '--format', 'json'];
    const figures = { events, concurrency: CONCURRENCY, bare: [] as number[], deliver: [] as number[] };
    let journalBytes = 0;
    for (let round = 0; round < rounds; round += 1) {
      const journal = `journal-${String(round)}`;
      figures.bare.push(time(bareArgs, folder));
      figures.deliver.push(time([cli, 'deliver', name, ...inputs, ...options, '--journal', journal], folder));
      journalBytes = statSync(join(folder, journal, 'journal')).size / events;
    }
    return { ...figures, journalBytes };
  } finally {
    server.disconnect();
    rmSync(folder, { recursive: true });
  }
}

function writeInput(folder: string, events: number): void {
  const lines = Array.from({ length: events }, (_, index) =>
    JSON.stringify({
      type: 'track',
      event: 'Order Completed',
      anonymousId: `device-${String(index % KEYS)}`,
      context: {
        app: { name: 'Acme Outfitters', version: '8.2.1', build: '8210' },
        device: {
          id: `8A7B6C5D-1E2F-4A3B-9C8D-${String(index % KEYS).padStart(12, '0')}`,
          model: 'iPhone15,3',
        },
        os: { name: 'iOS', version: '17.4.1' },
        locale: 'en-US',
        ip: '203.0.113.24',
        userAgent: 'Acme/8.2.1 (iPhone; iOS 17.4.1; Scale/3.00)',
      },
      properties: { order_id: `A-${String(index)}`, revenue: 129.9, currency: 'EUR' },
      timestamp: '2026-03-02T08:18:47.300Z',
    }),
  );
  writeFileSync(join(folder, 'events.ndjson'), lines.join('\n'));
  writeFileSync(join(folder, 'config.json'), '{"apiKey": "kobench"}');
}

function bodyOf(result: string): string {
  const { requests } = JSON.parse(result) as { requests: [{ body: { JSON: unknown } }] };
  return JSON.stringify(requests[0].body.JSON);
}

function time(args: readonly string[], cwd: string): number {
  return (JSON.parse(run(args, cwd)) as Timed).seconds;
}

function run(args: readonly string[], cwd: string): string {
  return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 });
}
