import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../dist/runtime/destination/nodeFiles';

export interface StreamFigure {
  name: string;
  seconds: number;
  /** Peak of the process's memory; NaN where the system does not tell. */
  megabytes: number;
}

/** `destkit transform` over a large file, and a script that only parses and stringifies the same lines. */
export async function benchStream(name: string, lines: number): Promise<StreamFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'destkit-bench-'));
  const root = nodeFiles.packageRoot;
  const examples = join(root, 'destinations', name, 'examples');
  const input = join(folder, 'events.ndjson');
  await writeLines(input, readFileSync(join(examples, 'events.ndjson'), 'utf8'), lines);
  try {
    const target = join(folder, 'out.ndjson');
    const config = join(folder, 'config.json');
    writeFileSync(config, readFileSync(join(examples, 'config.json')));
    const cli = join(root, 'dist/apps/cli/main.js');
    return [
      await watch('bare parse + stringify', [join(__dirname, 'bare.js'), input, target]),
      await watch('destkit transform', [
        cli,
        'transform',
        name,
        input,
        '--config',
        config,
        '--output',
        target,
      ]),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeLines(file: string, examples: string, lines: number): Promise<void> {
  const stream = createWriteStream(file);
  const events = examples.trimEnd().split('\n');
  const repeats = Math.max(1, Math.floor(1000 / events.length));
  const block = `${events.join('\n')}\n`.repeat(repeats);
  for (let written = 0; written < lines; written += repeats * events.length) {
    if (!stream.write(block)) {
      await once(stream, 'drain');
    }
  }
  stream.end();
  await once(stream, 'close');
}

async function watch(name: string, args: readonly string[]): Promise<StreamFigure> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let megabytes = NaN;
  const timer = setInterval(() => {
    megabytes = readPeak(child.pid) ?? megabytes;
  }, 50);
  await once(child, 'close');
  clearInterval(timer);
  return { name, seconds: (performance.now() - started) / 1000, megabytes };
}

/** Linux keeps the peak of each process. */
function readPeak(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
