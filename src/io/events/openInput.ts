import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createError } from '../../runtime/errors/destkitError';
import { inflateGzip } from './inflateGzip';
import { describeReadError } from './unreadable';

/** One read per batch: large enough that what a chunk costs does not count, small enough to stay in the cache. */
const CHUNK_BYTES = 256 * 1024;

/** An input that is being read. Whoever opens it closes it; closing twice is fine. */
export interface OpenedInput {
  stream: Readable;
  /** For messages: the path as it was given, or "stdin". */
  name: string;
  /** Bytes on disk, if that is known beforehand. */
  size?: number;
  /** Bytes on disk that have been taken from it so far. */
  bytesRead(): number;
  close(): void;
}

/** Opens a file, or stdin for undefined and '-'; gzip is inflated on the way. */
export async function openInput(file: string | undefined): Promise<OpenedInput> {
  if (file === undefined || file === '-') {
    return describeInput(process.stdin, 'stdin', false);
  }
  try {
    const { raw, size } = await openFile(file);
    const input = describeInput(raw, file, file.endsWith('.gz'));
    return size === undefined ? input : { ...input, size };
  } catch (error) {
    throw describeReadError(file, error);
  }
}

async function openFile(file: string): Promise<{ raw: Readable; size: number | undefined }> {
  const handle = await open(file);
  const stats = await handle.stat();
  if (stats.isDirectory()) {
    // It can be opened, and would fail only at the first read.
    await handle.close();
    throw createError('INPUT_UNREADABLE', { file, problem: 'it is a directory' });
  }
  const raw = handle.createReadStream({ highWaterMark: CHUNK_BYTES });
  return { raw, size: stats.isFile() ? stats.size : undefined };
}

function describeInput(raw: Readable, name: string, gzipped: boolean): OpenedInput {
  let bytes = 0;
  async function* countBytes(): AsyncGenerator<Buffer, void> {
    for await (const chunk of raw as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  const stream = createStream(raw, inflateGzip(countBytes(), gzipped), name);
  return { stream, name, bytesRead: () => bytes, close: () => void stream.destroy() };
}

/**
 * Readable.from() would do, but for two things: an error is to name the file, and destroying the stream is to end
 * a read that waits, such as one of an idle stdin.
 */
function createStream(raw: Readable, chunks: AsyncGenerator<Buffer, void>, name: string): Readable {
  return new Readable({
    highWaterMark: CHUNK_BYTES,
    read(): void {
      chunks.next().then(
        ({ done, value }) => this.push(done ? null : value),
        (error: unknown) => this.destroy(describeReadError(name, error)),
      );
    },
    destroy(error, callback): void {
      raw.destroy();
      void chunks.return();
      callback(error);
    },
  });
}
