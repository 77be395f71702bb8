import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { unwritable } from '../runtime/errors/unwritable';

const CHUNK_CHARACTERS = 64 * 1024;

/** Writes text to a file or stdout in large chunks, and waits if the reader is slower. */
export class Output {
  private pending = '';
  private failure: Error | undefined;
  private draining: Promise<void> | undefined;

  private constructor(
    private readonly stream: Writable,
    private readonly file: string | undefined,
  ) {
    stream.on('error', (error) => (this.failure = error));
  }

  /** Opens a file afresh, or stdout. @throws OUTPUT_UNWRITABLE */
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

  /** Adds text. If it returns a promise, wait for it before you write more. */
  write(text: string): Promise<void> | undefined {
    this.pending += text;
    return this.pending.length >= CHUNK_CHARACTERS ? this.flush() : undefined;
  }

  /** @throws OUTPUT_UNWRITABLE when something could not be written, now or before */
  async flush(): Promise<void> {
    const text = this.pending;
    this.pending = '';
    this.ensureWritable();
    if (text !== '' && !this.stream.write(text)) {
      await (this.draining ??= this.drained());
    }
    this.ensureWritable();
  }

  /** @throws as `flush` */
  async close(): Promise<void> {
    await this.flush();
    if (this.file !== undefined && !this.stream.closed) {
      this.stream.end();
      // A failure is kept, and told below.
      await once(this.stream, 'close').catch(() => undefined);
      this.ensureWritable();
    }
  }

  /** Resolves when the stream takes more, or will take no more at all; one wait, and one pair of listeners, for all. */
  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.stream.off('drain', done).off('close', done);
        this.draining = undefined;
        resolve();
      };
      this.stream.on('drain', done).on('close', done);
    });
  }

  private ensureWritable(): void {
    // The main file handles errors of stdout: a closed pipe ends the process.
    if (this.failure && this.file !== undefined) {
      throw unwritable(this.file, this.failure);
    }
  }
}
