import type { IncomingMessage } from 'node:http';

/** A sender of more than this many times the limit is cut off. */
const PATIENCE = 4;

/**
 * Reads a body to its end, since a client reads no answer before. Gives `tooLarge` for one over the limit, which is not
 * kept, and `gone` when the client left before its end or sends without end.
 *
 * @param limit in bytes
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | 'tooLarge' | 'gone'> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limit) {
        chunks.push(chunk);
      } else {
        chunks = [];
        if (bytes > limit * PATIENCE) {
          resolve('gone');
          request.destroy();
        }
      }
    });
    request.on('end', () => {
      const [only, ...others] = chunks;
      resolve(bytes > limit ? 'tooLarge' : only && others.length === 0 ? only : Buffer.concat(chunks));
    });
    // A close without an end; errors are followed by it.
    request.on('close', () => {
      resolve('gone');
    });
    request.on('error', () => undefined);
  });
}
