import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { createError } from '../../../runtime/errors/destkitError';

/**
 * Writes the bytes of a buffer from an offset to the end of a file, and returns their number; fs.writeSync, except in
 * tests.
 */
export type Write = (file: number, bytes: Buffer, offset: number) => number;

const writeBytes: Write = (file, bytes, offset) => writeSync(file, bytes, offset);

/**
 * An append-only file. When `append` returns, the operating system has the data: it survives the end of the process,
 * even if it is killed. The file is flushed to the disk only when it is closed. So if the whole machine crashes, the
 * end of the file may be lost, and at worst some requests are sent again.
 */
export class AppendFile {
  private constructor(
    private readonly file: number,
    readonly path: string,
    private size: number,
    private readonly write: Write,
  ) {}

  /** @throws JOURNAL_UNWRITABLE */
  static open(path: string, write: Write = writeBytes): AppendFile {
    return attempt(path, () => {
      const file = openSync(path, 'a+', 0o600);
      return new AppendFile(file, path, fstatSync(file).size, write);
    });
  }

  get length(): number {
    return this.size;
  }

  /** @throws JOURNAL_UNWRITABLE, for example if the disk is full; a part of the text may then have been written */
  append(text: string): void {
    const bytes = Buffer.from(text);
    attempt(this.path, () => {
      for (let written = 0; written < bytes.length;) {
        written += this.write(this.file, bytes, written);
      }
    });
    this.size += bytes.length;
  }

  /** Truncates the file to this length. */
  truncate(length: number): void {
    if (length < this.size) {
      attempt(this.path, () => {
        ftruncateSync(this.file, length);
      });
      this.size = length;
    }
  }

  close(): void {
    try {
      fsyncSync(this.file);
    } finally {
      closeSync(this.file);
    }
  }
}

function attempt<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOSPC' ? 'the disk is full (ENOSPC)' : code;
    throw createError('JOURNAL_UNWRITABLE', { file: path, problem });
  }
}
