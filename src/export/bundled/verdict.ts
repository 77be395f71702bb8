import type { Destination } from '../../destination/destination';
import type { Envelope } from '../../destination/outcome';
import type { Answer } from './sendRequest';

/** What an answer to a request means: the output of the feature `dataDelivery`. */
export interface Verdict {
  verdict: 'delivered' | 'rejected' | 'retryable' | 'credentials';
  message: string;
  retryAfter?: string;
}

/** Asks the destination what an answer means; one without a feature for that is judged by the status alone. */
export async function judge(
  destination: Destination,
  { endpoint }: Pick<Envelope, 'endpoint'>,
  response: Answer,
): Promise<Verdict> {
  if (!Object.hasOwn(destination.manifest.features, 'dataDelivery')) {
    return judgeByStatus(response.status);
  }
  const outcome = await destination.run('dataDelivery', { request: { endpoint }, response });
  return 'output' in outcome
    ? (outcome.output as unknown as Verdict)
    : { verdict: 'rejected', message: 'the answer could not be understood' };
}

function judgeByStatus(status: number): Verdict {
  const message = `HTTP ${status}`;
  if (status >= 200 && status < 300) {
    return { verdict: 'delivered', message };
  }
  return { verdict: status === 429 || status === 408 || status >= 500 ? 'retryable' : 'rejected', message };
}
