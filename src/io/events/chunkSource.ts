import type { Readable } from 'node:stream';
import { describeReadError } from './unreadable';

/**
 * Yields the chunks of a source, each read on demand. An aborted signal ends it, including a pending read. A failure
 * of the source becomes INPUT_UNREADABLE.
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
    // After an abort, the source fails because it is destroyed; the caller does not need this error.
    if (!isAborted()) {
      throw describeReadError('the input', error);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
