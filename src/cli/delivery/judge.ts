import { isVerdict, judgeByStatus, type Judge } from '../../delivery/verdict';
import type { Destination } from '../../destination/destination';

const FEATURE = 'dataDelivery';

/** The destination's own verdict on a response; by the status alone when it has none. */
export function createJudge(destination: Destination): Judge {
  if (!destination.hasFeature(FEATURE)) {
    return judgeByStatus;
  }
  return async (endpoint, response) => {
    const result = await destination.run(FEATURE, { request: { endpoint }, response });
    const output = 'output' in result ? result.output : undefined;
    if (!isVerdict(output)) {
      throw new TypeError(`${FEATURE} gave no verdict`);
    }
    return output;
  };
}
