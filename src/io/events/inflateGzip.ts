import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

const MAGIC = Buffer.from([0x1f, 0x8b]);
/** Each piece of output becomes one batch of events; with zlib's default of 16 KiB, this was a seventh slower. */
const CHUNK_BYTES = 256 * 1024;

/**
 * The bytes of a source, decompressed if it is gzip. `expected`: it must be gzip; otherwise its first bytes decide.
 */
export async function* inflateGzip(
  chunks: AsyncGenerator<Buffer, void>,
  expected: boolean,
): AsyncGenerator<Buffer, void> {
  const head = await readHead(chunks);
  const bytes = prepend(head, chunks);
  if (head.length === 0 || !(expected || head.subarray(0, 2).equals(MAGIC))) {
    yield* bytes;
    return;
  }
  // The callback prevents an uncaught error; the loop that reads gets the error too.
  const inflated = pipeline(bytes, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined);
  yield* inflated as AsyncIterable<Buffer>;
}

async function readHead(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < MAGIC.length) {
    const next = await chunks.next();
    if (next.done) {
      break;
    }
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

async function* prepend(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void> {
  yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    yield next.value;
  }
}
