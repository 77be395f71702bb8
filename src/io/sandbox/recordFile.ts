import { Output } from '../output';
import type { Received } from './record';

const DELAY_MS = 100;

/** Writes every received request to a file, one line of JSON each, without headers and body. */
export class RecordFile {
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  private constructor(private readonly output: Output) {}

  /** Creates or truncates a file. @throws OUTPUT_UNWRITABLE */
  static async open(file: string): Promise<RecordFile> {
    return new RecordFile(await Output.open(file));
  }

  /** A promise means that the disk is slower: wait for it before writing more. A failure is reported when the file is closed. */
  write(received: Received): Promise<void> | undefined {
    if (this.isClosed) {
      return undefined;
    }
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.output.flush().catch(() => undefined);
    }, DELAY_MS).unref();
    const line = JSON.stringify({ ...received, headers: undefined, body: undefined });
    return this.output.write(`${line}\n`)?.catch(() => undefined);
  }

  /** @throws OUTPUT_UNWRITABLE when a line could not be written, now or before */
  close(): Promise<void> {
    clearTimeout(this.timer);
    this.isClosed = true;
    return this.output.close();
  }
}
