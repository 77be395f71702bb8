import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const main = join(__dirname, '../../../dist/apps/cli/main.js');

/** A command that runs until it is interrupted. */
export class Watching {
  private readonly child: ChildProcess;
  private text = '';
  private tell: () => void = () => undefined;

  constructor(args: string[], cwd: string) {
    this.child = spawn(process.execPath, [main, ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
      this.tell();
    });
  }

  /** The output since the last such call, up to and including the first match; waits for the match. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.text);
      if (match) {
        const end = match.index + match[0].length;
        const before = this.text.slice(0, end);
        this.text = this.text.slice(end);
        return before;
      }
      await new Promise<void>((resolve) => (this.tell = resolve));
    }
  }

  /** Ctrl-C; gives the exit code. */
  async interrupt(): Promise<number | null> {
    const closed = once(this.child, 'close');
    this.child.kill('SIGINT');
    const [code] = (await closed) as [number | null];
    return code;
  }
}
