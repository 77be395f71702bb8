import type { Destination } from '../../runtime/destination/destination';
import type { HttpResponse } from './send';
import { isVerdict, judgeByStatus, noVerdict, type Judge, type Verdict } from './verdict';

const FEATURE = 'dataDelivery';

/** The destination's own verdict on a response; without such a feature, the verdict by status. */
export function judgeOf(destination: Destination): Judge {
  if (!destination.hasFeature(FEATURE)) {
    return judgeByStatus;
  }
  return async (endpoint, response) => {
    const result = await destination.run(FEATURE, { request: { endpoint }, response });
    // The caller checks the type.
    return ('output' in result ? result.output : undefined) as unknown as Verdict;
  };
}

/**
 * The same, after the workflow has been built: responses would time out while it is built.
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
 * Returns the verdict of a judge; never throws. If the judge fails, or returns something else than a verdict, the
 * request was not refused, so it is sent again instead of being lost.
 */
export async function askJudge(judge: Judge, endpoint: string, response: HttpResponse): Promise<Verdict> {
  let given: unknown;
  try {
    given = await judge(endpoint, response);
  } catch {
    // The error may quote the response.
    given = undefined;
  }
  return isVerdict(given) ? given : noVerdict(response);
}
