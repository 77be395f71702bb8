import { createError } from '../../errors/destkitError';
import { contractAnswer, type Answer, type Call } from '../call';
import { findDestination, type Context } from '../context';
import { Tally } from '../metrics/tally';
import { statTagsOf } from '../statTags';

const FEATURE = 'postback';

/**
 * `/v0/sources/<name>`: what a vendor tells, as the query or the JSON body of a call, becomes a list of messages, which
 * is empty for what the workflow leaves out.
 */
export async function readPostback(call: Call, context: Context): Promise<Answer> {
  const destination = findDestination(context, call.params.name);
  if (!destination.hasFeature(FEATURE)) {
    throw createError('CALL_DESTINATION_UNKNOWN', { name: destination.name });
  }
  const query = Object.fromEntries(call.query);
  const tally = new Tally(destination.name, FEATURE);
  const messages: unknown[] = [];
  // A host may hand on several calls at once.
  const bodies = Array.isArray(call.body) ? (call.body as unknown[]) : [call.body];
  for (const body of bodies) {
    const outcome = await destination.run(FEATURE, { query, body: body ?? {} });
    if (outcome.outcome === 'rejected') {
      const { code, message, status, statTags } = outcome.error;
      tally.add('rejected', code);
      const failure = {
        error: message,
        statusCode: status,
        statTags: statTagsOf(statTags, destination, FEATURE, undefined),
      };
      if (bodies.length === 1) {
        tally.report(context.metrics);
        return contractAnswer(status, JSON.stringify(failure));
      }
      messages.push(failure);
    } else if (outcome.outcome === 'filtered') {
      tally.add('filtered', 'EVENT_FILTERED');
    } else {
      tally.addTransformed();
      messages.push(...('output' in outcome ? [outcome.output].flat() : []));
    }
  }
  tally.report(context.metrics);
  return contractAnswer(200, JSON.stringify(messages));
}
