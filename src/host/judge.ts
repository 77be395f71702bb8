import { isVerdict, judgeByStatus, type Judge } from '../delivery/verdict';
import type { Destination } from '../destination/destination';

const FEATURE = 'dataDelivery';

/**
 * The destination's own verdict on a response; by the status alone when it has none.
 *
 * @throws WORKFLOW_INVALID when it cannot be built
 */
export async function createJudge(destination: Destination): Promise<Judge> {
  if (!destination.hasFeature(FEATURE)) {
    return judgeByStatus;
  }
  // The first run builds the workflow. While that takes, answers would wait beyond their timeouts.
  await destination.run(FEATURE, {
    request: { endpoint: '' },
    response: { status: 200, headers: {}, body: '' },
  });
  return async (endpoint, response) => {
    const result = await destination.run(FEATURE, { request: { endpoint }, response });
    const output = 'output' in result ? result.output : undefined;
    if (!isVerdict(output)) {
      throw new TypeError(`${FEATURE} gave no verdict`);
    }
    return output;
  };
}
