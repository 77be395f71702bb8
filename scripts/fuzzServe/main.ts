import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeFiles } from '../../dist/runtime/destination/nodeFiles';
import { exampleEvents } from '../bench/serve';
import { Fuzzer, seeded, type FuzzCall } from './bodies';

/**
 * Random and mutated bodies against `destkit serve`: `npm run fuzz:serve [-- --calls 50000 --seed 1]`. Finds crashes,
 * calls without an answer, stack traces and memory that grows; exit code 1 when there is one.
 */
const NAME = 'kochava';
const CONNECTIONS = 8;
const HANG_MS = 20_000;
const STACK = /\bat [\w.<>]+ \(|node:internal|\.(?:ts|js):\d+/;
/** Of the memory after a fifth of the calls, when everything is built and remembered. */
const GROWTH = 1.5;
const MIB = 1024 * 1024;

interface Found {
  kind: string;
  path: string;
  body: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { calls: { type: 'string', default: '50000' }, seed: { type: 'string', default: '1' } },
  });
  const calls = Number(values.calls);
  const cli = join(nodeFiles.packageRoot, 'dist/apps/cli/main.js');
  const options = ['--port', '0', '--send-timeout', '1000', '--log-level', 'error'];
  const child = spawn(process.execPath, [cli, 'serve', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (part: Buffer) => (log += part.toString()));
  const [greeting] = (await once(child.stdout, 'data')) as [Buffer];
  const origin = /http:\S+\d/.exec(greeting.toString())?.[0] ?? '';
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const fuzzer = new Fuzzer(seeded(Number(values.seed)), NAME, exampleEvents(NAME));
  const found: Found[] = [];
  const statuses = new Map<number, number>();
  const memory: number[] = [];
  let done = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (done < calls && child.exitCode === null) {
        done += 1;
        if (done % Math.ceil(calls / 10) === 0) {
          memory.push(await residentBytes(origin));
        }
        const fuzzed = fuzzer.next();
        const { status, text } = await send(origin, fuzzed, agent);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const kind = faultOf(status, text);
        if (kind !== undefined) {
          found.push({ kind, path: fuzzed.path, body: fuzzed.body.toString().slice(0, 1000) });
        }
      }
    }),
  );
  if (child.exitCode !== null) {
    found.push({ kind: `the service ended with code ${String(child.exitCode)}`, path: '', body: '' });
  }
  const [, early = 0] = memory;
  const last = memory.at(-1) ?? 0;
  if (last > early * GROWTH) {
    found.push({ kind: 'memory grows', path: '', body: '' });
  }
  child.kill();
  agent.destroy();
  const counts = [...statuses].sort(([first], [second]) => first - second);
  console.log(`${String(done)} calls: ${counts.map(([status, count]) => `${count} x ${status}`).join(', ')}`);
  console.log(`memory in MiB: ${memory.map((bytes) => (bytes / MIB).toFixed(0)).join(' ')}`);
  console.log(`faults: ${String(found.length)}`);
  if (found.length > 0 || log !== '') {
    console.log(JSON.stringify(found.slice(0, 10), null, 2), log.slice(0, 2000));
    process.exitCode = 1;
  }
}

function faultOf(status: number, text: string): string | undefined {
  if (status === 0) {
    return `no answer: ${text}`;
  }
  if (STACK.test(text)) {
    return 'a stack trace';
  }
  return text.includes('the call failed within the service') ? 'an unforeseen error' : undefined;
}

/** Status 0 means that there was no answer. */
function send(
  origin: string,
  { method, path, headers, body }: FuzzCall,
  agent: Agent,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const outgoing = request(`${origin}${path}`, { method, headers, agent, timeout: HANG_MS }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part: string) => (text += part));
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, text });
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('hang')));
    outgoing.on('error', ({ message }) => {
      resolve({ status: 0, text: message });
    });
    outgoing.end(body);
  });
}

async function residentBytes(origin: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

void main();
