import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { call } from './running';

const main = join(__dirname, '../../../dist/apps/cli/main.js');
const children: ChildProcess[] = [];

/** A line of the service's log. */
export interface Line {
  message: string;
  pid: number;
  worker?: number;
  [field: string]: unknown;
}

/** Starts the command, and waits until it serves. */
export async function serve(args: string[], cwd?: string) {
  const child = spawn(process.execPath, [main, 'serve', '--port', '0', ...args], { cwd });
  children.push(child);
  let output = '';
  let log = '';
  child.stderr.on('data', (part: Buffer) => (log += part.toString()));
  const ended = once(child, 'exit').then(() => {
    throw new Error(log);
  });
  ended.catch(() => undefined);
  while (!output.includes('\n')) {
    const [part] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer];
    output += part.toString();
  }
  const lines = () =>
    log
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line);
  const workers = () =>
    lines().flatMap(({ message, worker }) => (message === 'a worker serves' ? [worker] : []));
  return { child, origin: /http:\S+\d/.exec(output)?.[0] ?? '', log: () => log, lines, workers };
}

/** Ends what `serve` has started. */
export function killAll(): void {
  for (const child of children) {
    child.kill('SIGKILL');
  }
}

/** The value of the first series of a metric. */
export async function figure(origin: string, name: string): Promise<number> {
  const rows = (await call(`${origin}/metrics`)).raw.toString().split('\n');
  return Number(
    rows
      .find((row) => row.startsWith(`${name} `) || row.startsWith(`${name}{`))
      ?.split(' ')
      .at(-1),
  );
}

export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
