import type { Destination } from '../../runtime/destination/destination';
import type { HttpResponse } from './send';
import { isVerdict, judgeByStatus, noVerdict, type Judge, type Verdict } from './verdict';

const FEATURE = 'dataDelivery';

/** The destination's own verdict on a response; by the status alone when it has no such feature. */
export function judgeOf(destination: Destination): Judge {
  if (!destination.hasFeature(FEATURE)) {
    return judgeByStatus;
  }
  return async (endpoint, response) => {
    const result = await destination.run(FEATURE, { request: { endpoint }, response });
    // Checked by whoever asks.
    return ('output' in result ? result.output : undefined) as unknown as Verdict;
  };
}

/**
 * The same, when it has been built: while a workflow is built, answers would wait beyond their timeouts.
 *
 * @throws WORKFLOW_INVALID
 */
export async function createJudge(destination: Destination): Promise<Judge> {
  if (destination.hasFeature(FEATURE)) {
    await destination.prepare(FEATURE);
  }
  return judgeOf(destination);
}

/**
 * What a judge says; never throws. A judge that fails, or says nothing that is a verdict, has not refused the request, so
 * it is sent again rather than lost.
 */
export async function askJudge(judge: Judge, endpoint: string, response: HttpResponse): Promise<Verdict> {
  let given: unknown;
  try {
    given = await judge(endpoint, response);
  } catch {
    // What it says may quote the response.
    given = undefined;
  }
  return isVerdict(given) ? given : noVerdict(response);
}
