import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createError } from '../../runtime/errors/destkitError';
import { inflateGzip } from './inflateGzip';
import { describeReadError } from './unreadable';

/** One read per batch: large enough to make the overhead per chunk negligible, and small enough for the CPU cache. */
const CHUNK_BYTES = 256 * 1024;

/** An open input. The caller that opened it must close it; closing it twice is allowed. */
export interface OpenedInput {
  stream: Readable;
  /** The name in messages: the path as it was passed, or "stdin". */
  name: string;
  /** The size in bytes on disk, if it is known in advance. */
  size?: number;
  /** The number of bytes on disk that have been read so far. */
  bytesRead(): number;
  close(): void;
}

/** Opens a file, or stdin for undefined and '-'; gzip is decompressed. */
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
    // A directory can be opened, and would fail only at the first read.
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
 * Readable.from() is not sufficient for two reasons: errors must name the file, and destroying the stream must end a
 * pending read, such as one of an idle stdin.
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
