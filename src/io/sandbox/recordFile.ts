import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { DestkitError } from '../../runtime/errors/destkitError';
import { unwritable } from '../../runtime/errors/unwritable';
import type { Received } from './record';

const CHUNK_CHARACTERS = 64 * 1024;
const DELAY_MS = 100;

/** Writes every received request to a file, a line of JSON each, without its headers and its body. */
export class RecordFile {
  private pending = '';
  private timer: NodeJS.Timeout | undefined;
  private failure: DestkitError | undefined;
  private draining: Promise<unknown> | undefined;
  private isClosed = false;

  private constructor(
    private readonly stream: WriteStream,
    private readonly file: string,
  ) {
    stream.on('error', (error) => (this.failure = unwritable(this.file, error)));
  }

  /** Opens a file afresh. @throws OUTPUT_UNWRITABLE */
  static async open(file: string): Promise<RecordFile> {
    const stream = createWriteStream(file);
    await once(stream, 'open').catch((error: unknown) => {
      throw unwritable(file, error);
    });
    return new RecordFile(stream, file);
  }

  /** A promise means that the disk is slower: wait for it before writing more. After a failure nothing is written. */
  write(received: Received): Promise<unknown> | undefined {
    if (this.failure || this.isClosed) {
      return undefined;
    }
    this.pending += `${JSON.stringify({ ...received, headers: undefined, body: undefined })}\n`;
    if (this.pending.length >= CHUNK_CHARACTERS) {
      this.flush();
    } else {
      this.timer ??= setTimeout(() => {
        this.flush();
      }, DELAY_MS).unref();
    }
    return this.stream.writableNeedDrain ? this.drained() : undefined;
  }

  /** @throws OUTPUT_UNWRITABLE when a line could not be written, now or before */
  async close(): Promise<void> {
    this.flush();
    this.isClosed = true;
    if (!this.stream.destroyed) {
      this.stream.end();
      await once(this.stream, 'close').catch(() => undefined);
    }
    if (this.failure) {
      throw this.failure;
    }
  }

  /** One wait for all who write meanwhile; a failure ends it as well. */
  private drained(): Promise<unknown> {
    this.draining ??= once(this.stream, 'drain')
      .catch(() => undefined)
      .finally(() => (this.draining = undefined));
    return this.draining;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.pending !== '' && !this.failure) {
      this.stream.write(this.pending);
    }
    this.pending = '';
  }
}
