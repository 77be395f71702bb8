import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');
const cli = join(root, 'dist/apps/cli/main.js');

/** A command of the built package that runs until it is stopped. */
export interface Running {
  origin: string;
  /** What it has written to stderr. */
  log: () => string;
  stop: () => Promise<void>;
}

/** Starts a command, and waits for the line with its address. */
export async function startCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (part: Buffer) => (log += part.toString()));
  const greeting = await firstLine(child, () => log);
  return {
    origin: /http:\S+\d/.exec(greeting)?.[0] ?? '',
    log: () => log,
    async stop() {
      if (child.exitCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
    },
  };
}

async function firstLine(child: ChildProcess, log: () => string): Promise<string> {
  const { stdout } = child;
  if (!stdout) {
    throw new TypeError('no stdout');
  }
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a command ended with ${String(code)}: ${log()}`);
  });
  const [part] = (await Promise.race([once(stdout, 'data'), ended])) as [Buffer];
  ended.catch(() => undefined);
  return part.toString();
}

/** Process ids of workers, oldest first, as the service has logged them. */
export function workersIn(log: string): number[] {
  return [...log.matchAll(/"a worker serves".*?"worker":(\d+)/g)].map(([, pid]) => Number(pid));
}
