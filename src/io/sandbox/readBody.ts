import type { IncomingMessage } from 'node:http';

/** What a request's body may have; more is read to its end, since a client reads no answer before, but not kept. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Who sends as much as this is not waited for. */
const PATIENCE_BYTES = 16 * 1024 * 1024;

/**
 * Reads a body to its end. Gives `tooLarge` for one over 4 MiB, which is not kept, and `gone` when the client left
 * before its end or sends without end.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | 'tooLarge' | 'gone'> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BYTES) {
        chunks.push(chunk);
      } else {
        chunks = [];
        if (bytes > PATIENCE_BYTES) {
          resolve('gone');
          request.destroy();
        }
      }
    });
    request.on('end', () => {
      const [only, ...others] = chunks;
      resolve(bytes > MAX_BYTES ? 'tooLarge' : only && others.length === 0 ? only : Buffer.concat(chunks));
    });
    // A close without an end; errors are followed by it.
    request.on('close', () => {
      resolve('gone');
    });
    request.on('error', () => undefined);
  });
}
