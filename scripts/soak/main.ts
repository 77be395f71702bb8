import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { loadDestination } from '../../dist/runtime/destination/load';
import { nodeFiles } from '../../dist/runtime/destination/nodeFiles';
import { exampleEvents } from '../bench/serve';
import { Load, noCounts, post, type Variant } from './load';

/**
 * `destkit serve` at a share of its measured peak, while a worker is killed now and then:
 * `npm run soak [-- --minutes 10 --workers 2 --kill-every 60 --share 0.8]`. Every answer must be right; exit code 1
 * when one is not.
 */
const NAME = 'kochava';
const VARIANTS = 8;
const EVENTS = 100;
const CONNECTIONS = 16;
/** Long enough for a rate that lasts: a short burst on a machine that was at rest overstates it. */
const PEAK_MS = 60_000;
const WARM_UP_MS = 10_000;
const MINUTE_MS = 60_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      workers: { type: 'string', default: '2' },
      'kill-every': { type: 'string', default: '60' },
      share: { type: 'string', default: '0.8' },
    },
  });
  const milliseconds = Number(values.minutes) * MINUTE_MS;
  const workers: number[] = [];
  const cli = join(nodeFiles.packageRoot, 'dist/apps/cli/main.js');
  const child = spawn(process.execPath, [cli, 'serve', '--port', '0', '--workers', values.workers], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.on('data', (part: Buffer) => {
    for (const [, pid] of part.toString().matchAll(/"a worker serves".*?"worker":(\d+)/g)) {
      workers.push(Number(pid));
    }
  });
  const [greeting] = (await once(child.stdout, 'data')) as [Buffer];
  const url = `${/http:\S+\d/.exec(greeting.toString())?.[0] ?? ''}/v0/destinations/${NAME}`;
  const load = new Load(url, await makeVariants(url), CONNECTIONS);

  await load.saturate(CONNECTIONS, WARM_UP_MS, noCounts());
  const peak = noCounts();
  await load.saturate(CONNECTIONS, PEAK_MS, peak);
  const perSecond = (peak.answered / PEAK_MS) * 1000;
  console.log(`peak: ${(perSecond * EVENTS).toFixed(0)} events/s with ${values.workers} workers`);

  let killed = 0;
  const killing = setInterval(
    () => {
      const victim = workers.shift();
      if (victim !== undefined) {
        process.kill(victim, 'SIGKILL');
        killed += 1;
      }
    },
    Number(values['kill-every']) * 1000,
  );
  const counts = noCounts();
  const rate = perSecond * Number(values.share);
  const started = performance.now();
  const progress = setInterval(() => {
    const due = Math.floor((rate * Math.min(performance.now() - started, milliseconds)) / 1000);
    const { answered, wrong } = counts;
    console.log(`${killed} workers killed: ${answered} answered, ${wrong} wrong, ${due - answered} to come`);
  }, MINUTE_MS);
  await load.pace(rate, milliseconds, counts);
  clearInterval(progress);
  clearInterval(killing);
  load.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
  const { answered, wrong, resets, refused, latencies } = counts;
  latencies.sort((first, second) => first - second);
  const at = (share: number) => (latencies[Math.floor(share * (latencies.length - 1))] ?? NaN).toFixed(1);
  console.log(
    `${values.minutes} minutes at ${(rate * EVENTS).toFixed(0)} events/s, ${killed} workers killed`,
  );
  console.log(
    `${answered} calls answered, ${wrong} wrong; ${resets} resets and ${refused} times 503, sent again`,
  );
  console.log(`latency in ms: p50 ${at(0.5)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}, longest ${at(1)}`);
  process.exitCode = wrong > 0 ? 1 : 0;
}

/** Bodies and their answers; each answer is checked against the library before it counts as the right one. */
async function makeVariants(url: string): Promise<Variant[]> {
  const destination = await loadDestination(NAME);
  const agent = new Agent();
  const variants: Variant[] = [];
  for (let variant = 0; variant < VARIANTS; variant += 1) {
    const events = exampleEvents(NAME).map((event, index) => {
      const { message, ...rest } = event as { message: object };
      return {
        ...rest,
        message: { ...message, messageId: `m-${variant}-${index}` },
        metadata: { jobId: index, variant },
      };
    });
    const body = Buffer.from(JSON.stringify(events));
    const answer = (await post(url, body, agent))?.text ?? '';
    const items = JSON.parse(answer) as { output?: unknown; statusCode: number; metadata: unknown }[];
    const expected = await Promise.all(events.map((event) => destination.transform(event)));
    const isRight = items.every(({ output, metadata }, index) => {
      const outcome = expected[index];
      const request = outcome?.outcome === 'transformed' ? outcome.requests[0] : undefined;
      const wanted = request && { ...request, userId: request.userId ?? '' };
      return isDeepStrictEqual(output, wanted) && isDeepStrictEqual(metadata, events[index]?.metadata);
    });
    if (items.length !== events.length || !isRight) {
      throw new Error('the service and the library do not give the same');
    }
    variants.push({ body, answer });
  }
  return variants;
}

void main();
