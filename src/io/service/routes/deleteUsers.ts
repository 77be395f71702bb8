import { createError, DestkitError } from '../../../runtime/errors/destkitError';
import { contractAnswer, type Answer, type Call } from '../call';
import { findDestination, type Context } from '../context';
import { OutcomeCounter } from '../metrics/outcomeCounter';

const FEATURE = 'userDeletion';

/** The result of one item: the users are deleted, or the reason why not. */
interface Deletion {
  statusCode: number;
  status?: 'successful';
  error?: string;
}

/**
 * `POST /deleteUsers`: `[{destType, jobId, config, userAttributes}]`, with one result for each item. The status of
 * the response is that of the first item that failed, because a host may read only this status.
 */
export async function deleteUsers(call: Call, context: Context): Promise<Answer> {
  const { body } = call;
  if (!Array.isArray(body) || body.length === 0) {
    throw createError('CALL_INVALID', { problem: 'it is not an array of deletions' });
  }
  const answers: Deletion[] = [];
  for (const item of body as unknown[]) {
    answers.push(await deleteOne(item, call, context));
  }
  const failed = answers.find(({ statusCode }) => statusCode !== 200);
  return contractAnswer(failed?.statusCode ?? 200, JSON.stringify(answers));
}

async function deleteOne(item: unknown, { trace }: Call, context: Context): Promise<Deletion> {
  const { destType } = (item ?? {}) as { destType?: unknown };
  let destination;
  try {
    destination = findDestination(context, destType);
  } catch (error) {
    const { message, status } = error as DestkitError;
    // A host does not retry after a 404.
    const isKept = context.unknown === 'retry' && typeof destType === 'string';
    return { statusCode: isKept ? 503 : status, error: message };
  }
  if (!destination.hasFeature(FEATURE)) {
    return { statusCode: 404, error: `${destination.name} deletes no users` };
  }
  const counter = new OutcomeCounter(destination.name, FEATURE);
  const outcome = await destination.run(FEATURE, item);
  if (outcome.outcome === 'rejected') {
    counter.add('rejected', outcome.error.code);
    counter.report(context.metrics);
    return { statusCode: outcome.error.status, error: outcome.error.message };
  }
  counter.addTransformed();
  counter.report(context.metrics);
  for (const request of 'requests' in outcome ? outcome.requests : []) {
    const sent = await context.proxySender.send(destination, request, trace);
    if (!sent.isDelivered) {
      return { statusCode: sent.status, error: sent.reason };
    }
  }
  return { statusCode: 200, status: 'successful' };
}
