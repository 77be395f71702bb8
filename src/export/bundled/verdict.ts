import { isVerdict, judgeByStatus, type Verdict } from '../../delivery/verdict';
import type { Destination } from '../../destination/destination';
import type { Envelope } from '../../destination/outcome';
import type { Answer } from './sendRequest';

/** The verdict when the destination gives none: the answer does not refuse the request, so it is sent again. */
export const noVerdict: Verdict = {
  verdict: 'retryable',
  message: 'the destination has no verdict on this answer',
};

/**
 * The verdict of the destination on an answer; by the status alone when it has no feature `dataDelivery`. The policy is
 * that of delivery.
 */
export async function judge(
  destination: Destination,
  { endpoint }: Pick<Envelope, 'endpoint'>,
  response: Answer,
): Promise<Verdict> {
  if (!Object.hasOwn(destination.manifest.features, 'dataDelivery')) {
    return judgeByStatus(endpoint, response);
  }
  try {
    const outcome = await destination.run('dataDelivery', { request: { endpoint }, response });
    const verdict = 'output' in outcome ? outcome.output : undefined;
    return isVerdict(verdict) ? verdict : noVerdict;
  } catch {
    return noVerdict;
  }
}
