import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { createError } from '../../runtime/errors/destkitError';
import type { LoadLimiter } from './loadLimiter';
import { decodeJson } from './jsonText';

/** The client disconnected before the end of its call: no response is needed. */
export class ClientGone extends Error {}

type Inflate = (input: Buffer, options: zlib.ZlibOptions) => Promise<Buffer>;

const inflaters: Record<string, Inflate> = {
  gzip: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  deflate: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate),
  br: promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress),
};

/** The memory reserved for the body of one call; released all at once. */
export class Room {
  private taken = 0;

  constructor(private readonly loadLimiter: LoadLimiter) {}

  take(bytes: number): void {
    this.loadLimiter.hold(bytes);
    this.taken += bytes;
  }

  leave(): void {
    this.loadLimiter.release(this.taken);
    this.taken = 0;
  }
}

/**
 * The JSON of a body, as returned by `decodeJson`, decompressed according to the Content-Encoding of its call.
 *
 * @param limit in bytes, after decompression
 * @throws CALL_TOO_LARGE, CALL_OVERLOADED, CALL_ENCODING_UNKNOWN, CALL_NOT_JSON
 */
export async function decodeText(
  raw: Buffer,
  encodingHeader: string | undefined,
  limit: number,
  room: Room,
): Promise<string> {
  const encoding = (encodingHeader ?? 'identity').trim().toLowerCase();
  const inflate = inflaters[encoding];
  if (!inflate && encoding !== 'identity') {
    throw createError('CALL_ENCODING_UNKNOWN', {});
  }
  if (!inflate || raw.length === 0) {
    return decodeJson(raw);
  }
  const body = await inflateWithin(inflate, raw, limit);
  room.take(body.length);
  return decodeJson(body);
}

/**
 * Reads the bytes of a body.
 *
 * @param limit in bytes
 * @throws CALL_TOO_LARGE, CALL_OVERLOADED, ClientGone
 */
export function readBytes(request: IncomingMessage, limit: number, room: Room): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stop = (error: Error): void => {
      request.off('data', onData);
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > limit) {
        stop(createError('CALL_TOO_LARGE', { limit }));
        return;
      }
      try {
        room.take(chunk.length);
      } catch (error) {
        stop(error as Error);
        return;
      }
      chunks.push(chunk);
    };
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      reject(createError('CALL_TOO_LARGE', { limit }));
      return;
    }
    request.on('data', onData);
    request.on('end', () => {
      const [only, ...others] = chunks;
      resolve(only && others.length === 0 ? only : Buffer.concat(chunks));
    });
    request.on('error', () => undefined);
    // The connection closed before the end; after the end this has no effect.
    request.on('close', () => {
      reject(new ClientGone());
    });
  });
}

async function inflateWithin(inflate: Inflate, raw: Buffer, limit: number): Promise<Buffer> {
  try {
    return await inflate(raw, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw createError('CALL_TOO_LARGE', { limit });
    }
    throw createError('CALL_NOT_JSON', { problem: 'it is not compressed as its Content-Encoding says' });
  }
}

/** @throws CALL_NOT_JSON, which does not quote the text */
export function parseBody(text: string): unknown {
  if (text === '') {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw createError('CALL_NOT_JSON', { problem: 'it is not JSON' });
  }
}
