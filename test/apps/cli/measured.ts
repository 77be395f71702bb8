import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Finished } from './process';

export interface Measured extends Finished {
  /** Seconds of the processor: unlike those of the clock, the same on a busy machine. */
  seconds: number;
  /** The most memory that it had, in MB. */
  megabytes: number;
}

const main = join(__dirname, '../../../dist/apps/cli/main.js');
const report = join(__dirname, 'reportUsage.js');

/** Runs the command line as a user would, and measures it. */
export function measured(args: string[], input: string, cwd: string, marker: string): Promise<Measured> {
  const child = spawn(process.execPath, ['-r', report, main, ...args], {
    cwd,
    env: { ...process.env, ATTACK_MARKER: marker },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const texts = ['', '', ''];
  for (const [index, stream] of [child.stdout, child.stderr, child.stdio[3] as Readable].entries()) {
    stream.setEncoding('utf8').on('data', (text: string) => (texts[index] = (texts[index] ?? '') + text));
  }
  // A command that refuses its folder does not read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const [stdout = '', stderr = '', usage = ''] = texts;
      const [seconds = NaN, megabytes = NaN] = usage.split(' ').map(Number);
      resolve({ code, stdout, stderr, seconds, megabytes });
    });
  });
}
