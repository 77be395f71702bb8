import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeliveryReport } from '../../dist/io/delivery/report';
import { settings, writeEvents } from './events';
import { compare, expectRequests, type Verdicts } from './expected';
import { startChaosSandbox, type ChaosSandbox } from './sandbox';

export interface ChaosOptions {
  events: number;
  keys: number;
  kills: number;
  concurrency: number;
  /** Of one request, in milliseconds. */
  timeout: number;
}

export interface ChaosResult {
  verdicts: Verdicts;
  report: DeliveryReport;
  kills: number;
  /** What does not hold; empty when all is well. */
  problems: string[];
}

const main = join(__dirname, '../../dist/apps/cli/main.js');
const POLL_MS = 2;

/** Delivers events through faults, kills the process at random moments, resumes, and compares what has arrived. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const folder = mkdtempSync(join(tmpdir(), 'destkit-chaos-'));
  const sandbox = await startChaosSandbox(folder, settings);
  try {
    await writeEvents(join(folder, 'events.ndjson'), options.events, options.keys);
    writeFileSync(join(folder, 'config.json'), JSON.stringify(settings));
    const input = ['kochava', 'events.ndjson', '--config', 'config.json'];
    const transformed = await destkit(['transform', ...input, '--quiet'], folder);
    const expected = expectRequests(transformed.stdout.trimEnd().split('\n'));

    const args = ['deliver', ...input, '--endpoint', sandbox.origin, '--format', 'json', ...flags(options)];
    let kills = 0;
    for (const moment of moments(expected.size, options.kills)) {
      kills += (await destkit(args, folder, reaches(sandbox, moment))).wasKilled ? 1 : 0;
    }
    const last = await destkit(args, folder);
    const report = JSON.parse(last.stdout) as DeliveryReport;
    const verdicts = compare(expected, await sandbox.close());
    return { verdicts, report, kills, problems: findProblems(options, { verdicts, report, kills }) };
  } catch (error) {
    await sandbox.close();
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function flags({ concurrency, timeout }: ChaosOptions): string[] {
  const values = { concurrency, timeout, backoff: 20, 'max-attempts': 30 };
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

/** Numbers of received requests, rising, at which to kill. */
function moments(requests: number, kills: number): number[] {
  return Array.from({ length: kills }, () => 1 + Math.floor(Math.random() * requests * 0.95)).sort(
    (first, second) => first - second,
  );
}

function reaches(sandbox: ChaosSandbox, moment: number): () => boolean {
  return () => sandbox.received() >= moment;
}

function findProblems(options: ChaosOptions, result: Omit<ChaosResult, 'problems'>): string[] {
  const { verdicts, report, kills } = result;
  const { lines, possibleDuplicates } = report;
  const allowed = kills * options.concurrency;
  const rules: [string, boolean][] = [
    [`${String(verdicts.lost)} lost`, verdicts.lost === 0],
    [`${String(verdicts.unexpected)} unexpected`, verdicts.unexpected === 0],
    [`${String(verdicts.refused)} refused`, verdicts.refused === 0],
    [`${String(verdicts.unsigned)} without a valid signature`, verdicts.unsigned === 0],
    [`${String(verdicts.outOfOrder)} out of order`, verdicts.outOfOrder === 0],
    [`${String(verdicts.duplicates)} delivered twice`, verdicts.duplicates <= allowed],
    ['the report counts more duplicates than there can be', possibleDuplicates.afterKill <= allowed],
    [
      'the report counts fewer duplicates than there are',
      verdicts.duplicates <= possibleDuplicates.afterKill + possibleDuplicates.afterSilence,
    ],
    [`the report counts ${String(lines.delivered)} delivered`, lines.delivered === options.events],
    [`the report counts ${String(lines.total)} lines`, lines.total === options.events],
    [`the report counts ${String(report.killedRuns)} kills`, report.killedRuns === kills],
  ];
  return rules.flatMap(([problem, holds]) => (holds ? [] : [problem]));
}

interface Finished {
  stdout: string;
  wasKilled: boolean;
}

/** Runs the command line; kills it with SIGKILL as soon as `isTime` returns true. */
function destkit(
  args: readonly string[],
  cwd: string,
  isTime: () => boolean = () => false,
): Promise<Finished> {
  const child = spawn(process.execPath, [main, ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const timer = setInterval(() => {
    if (isTime()) {
      child.kill('SIGKILL');
    }
  }, POLL_MS);
  return new Promise((resolve) => {
    child.on('close', (_code, signal) => {
      clearInterval(timer);
      resolve({ stdout: Buffer.concat(chunks).toString('utf8'), wasKilled: signal === 'SIGKILL' });
    });
  });
}
