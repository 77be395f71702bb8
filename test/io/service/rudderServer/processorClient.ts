import { waitAfter, type Clock } from './clock';
import { Panic } from './panic';
import { isTerminal } from './job';
import { CallFailed, type Post, type TransformerClient } from './transformerClient';

/** One entry of an answer to a list of events; an event may have several, or none. */
export interface TransformedItem {
  output?: unknown;
  error?: string;
  statusCode: number;
  metadata: { messageId: string };
}

const MAX_TRIES = 31;
const BACKOFF = { first: 500, factor: 1.5, most: 30_000 };

/**
 * A call of the processor: failed connections and retryable statuses are retried. Any other status except 200 is final,
 * and ends every event of the call.
 *
 * @returns the items, or the status and text that end the events
 * @throws Panic when the tries are used up, or the answer is not one of this contract
 */
export async function callForItems(
  post: Post,
  client: TransformerClient,
  clock: Clock,
): Promise<TransformedItem[] | { status: number; text: string }> {
  for (let tries = 1; ; tries += 1) {
    try {
      const { status, headers, text } = await client.sendUntilTaken(post);
      if (status === 200) {
        if (headers.apiversion !== '2') {
          throw new Panic(`an incompatible transformer: apiVersion ${String(headers.apiversion)}`);
        }
        return parse(text);
      }
      if (isTerminal(status)) {
        return { status, text };
      }
    } catch (error) {
      if (!(error instanceof CallFailed)) {
        throw error;
      }
    }
    if (tries >= MAX_TRIES || client.isStopped) {
      throw new Panic(`no answer for ${post.path}`);
    }
    await clock.pause(waitAfter(tries, BACKOFF));
  }
}

function parse(text: string): TransformedItem[] {
  try {
    return JSON.parse(text) as TransformedItem[];
  } catch {
    throw new Panic('an answer that is not JSON');
  }
}
