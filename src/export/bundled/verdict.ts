import { isVerdict, judgeByStatus, type Verdict } from '../../delivery/verdict';
import type { Destination } from '../../destination/destination';
import type { Envelope } from '../../destination/outcome';
import type { Answer } from './sendRequest';

/**
 * Asks the destination what an answer means; one without a feature for that is judged by the status alone. An answer on
 * which it has no verdict has not refused the request: it is sent again.
 */
export async function judge(
  destination: Destination,
  { endpoint }: Pick<Envelope, 'endpoint'>,
  response: Answer,
): Promise<Verdict> {
  if (!Object.hasOwn(destination.manifest.features, 'dataDelivery')) {
    return judgeByStatus(endpoint, response);
  }
  const outcome = await destination.run('dataDelivery', { request: { endpoint }, response });
  const verdict = 'output' in outcome ? outcome.output : undefined;
  return isVerdict(verdict)
    ? verdict
    : { verdict: 'retryable', message: 'the destination has no verdict on this answer' };
}
