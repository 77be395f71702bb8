import type { Readable } from 'node:stream';
import { describeReadError } from './unreadable';

/**
 * The chunks of a source, each read only when it is asked for. An aborted signal ends them, and a read that waits
 * with them; a failure of the source becomes an INPUT_UNREADABLE.
 */
export async function* readChunks(
  source: Readable,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void> {
  const stop = (): void => void source.destroy();
  const isAborted = (): boolean => signal?.aborted === true;
  signal?.addEventListener('abort', stop);
  try {
    if (isAborted()) {
      stop();
    }
    for await (const chunk of source as AsyncIterable<Buffer | string>) {
      yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    }
  } catch (error) {
    // Destroying the source makes it fail; that is not news to whoever has aborted.
    if (!isAborted()) {
      throw describeReadError('the input', error);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
