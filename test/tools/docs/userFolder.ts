import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './markdown';
import { copyFolders } from '../../copyFolders';
import { temporaryFolder } from '../../temporaryFolder';

/** For a block of commands, or until something listens, in milliseconds. */
const DEADLINE = 60_000;

/** A command for `npx destkit`, which starts npm first and takes a second for it. */
const npx = `#!/bin/sh
shift
exec "${process.execPath}" "${join(root, 'dist/apps/cli/main.js')}" "$@"
`;

/** `npm ci` has nothing to install here; anything else is npm's own. */
const npm = (real: string) => `#!/bin/sh
[ "$1" = ci ] && exit 0
exec "${real}" "$@"
`;

export interface Ran {
  code: number | null;
  stdout: string;
  /** stdout and stderr. */
  output: string;
}

/** What a user has after cloning the repository, in a folder of its own. */
export class UserFolder {
  readonly path = temporaryFolder();
  private readonly folder = join(this.path, 'destkit');
  private readonly tools = join(this.path, 'tools');
  private readonly running: ChildProcess[] = [];

  constructor() {
    // Goldens behind a link are refused.
    const own = ['destinations', 'schemas', 'test/goldens'];
    const shared = ['dist', 'node_modules', 'package.json', 'scripts', 'templates'];
    copyFolders(root, own, this.folder);
    for (const part of shared) {
      symlinkSync(join(root, part), join(this.folder, part));
    }
    mkdirSync(this.tools);
    mkdirSync(join(this.path, 'modules'));
    symlinkSync(root, join(this.path, 'modules/destkit'));
    const real = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
    writeFileSync(join(this.tools, 'npx'), npx, { mode: 0o755 });
    writeFileSync(join(this.tools, 'npm'), npm(real), { mode: 0o755 });
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** Applies a change in the form of `diff -u`. */
  patch(text: string): void {
    execFileSync('git', ['apply', '--unidiff-zero', '--recount', '-'], { cwd: this.folder, input: text });
  }

  run(commands: string): Promise<Ran> {
    const child = this.start(commands);
    let stdout = '';
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
    const deadline = setTimeout(() => {
      output += `\nnot done after ${String(DEADLINE / 1000)} s`;
      endGroup(child);
    }, DEADLINE);
    return new Promise((resolve) => {
      child.on('close', (code) => {
        clearTimeout(deadline);
        resolve({ code, stdout, output });
      });
    });
  }

  /** Starts what goes on until somebody stops it, and waits until it listens. */
  async serve(commands: string, port: number): Promise<void> {
    this.running.push(this.start(commands));
    const end = Date.now() + DEADLINE;
    while (!(await isListening(port))) {
      if (Date.now() > end) {
        throw new Error(`nothing listens on port ${String(port)} after: ${commands}`);
      }
      await wait(50);
    }
  }

  /** Ends what still runs. */
  stop(): void {
    this.running.forEach(endGroup);
  }

  /** A shell that stops at the first command that fails, with all that it starts in a group of its own. */
  private start(commands: string): ChildProcess {
    const env = {
      ...process.env,
      PATH: `${this.tools}:${process.env.PATH ?? ''}`,
      NODE_PATH: join(this.path, 'modules'),
      NO_COLOR: '1',
    };
    return spawn('sh', ['-ec', commands], { cwd: this.folder, env, detached: true });
  }
}

/** Ends a shell with all that it started. */
function endGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) {
    process.kill(-pid);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
