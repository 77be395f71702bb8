import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { unwritable } from '../../runtime/errors/unwritable';

const CHUNK_CHARACTERS = 64 * 1024;

/** Writes text to a file or stdout in large chunks, and waits when the reader is slower. */
export class Output {
  private pending = '';
  private failure: Error | undefined;

  private constructor(
    private readonly stream: Writable,
    private readonly file: string | undefined,
  ) {
    stream.on('error', (error) => (this.failure = error));
  }

  static async open(file: string | undefined): Promise<Output> {
    if (file === undefined) {
      return new Output(process.stdout, undefined);
    }
    const stream = createWriteStream(file);
    await once(stream, 'open').catch((error: unknown) => {
      throw unwritable(file, error);
    });
    return new Output(stream, file);
  }

  /** Takes text. A promise means: wait for it before writing more. */
  write(text: string): Promise<void> | undefined {
    this.pending += text;
    return this.pending.length >= CHUNK_CHARACTERS ? this.flush() : undefined;
  }

  async flush(): Promise<void> {
    this.ensureWritable();
    const text = this.pending;
    this.pending = '';
    if (text !== '' && !this.stream.write(text)) {
      await this.drained();
    }
    this.ensureWritable();
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.file !== undefined) {
      this.stream.end();
      await once(this.stream, 'close');
      this.ensureWritable();
    }
  }

  /** Resolves when the stream takes more, or will take no more at all; leaves no listener behind. */
  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.stream.off('drain', done).off('close', done);
        resolve();
      };
      this.stream.on('drain', done).on('close', done);
    });
  }

  private ensureWritable(): void {
    // stdout's errors are the main file's business: a closed pipe ends the process.
    if (this.failure && this.file !== undefined) {
      throw unwritable(this.file, this.failure);
    }
  }
}
