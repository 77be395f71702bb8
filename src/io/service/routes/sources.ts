import type { Destination } from '../../../runtime/destination/destination';
import { jsonOr } from '../../../runtime/jsonOr';
import { createError } from '../../../runtime/errors/destkitError';
import { contractAnswer, type Answer, type Call } from '../call';
import { findDestination, type Context } from '../context';
import { OutcomeCounter } from '../metrics/outcomeCounter';
import { statTagsOf, type StatTags } from '../statTags';

const FEATURE = 'postback';

/**
 * `/v0/sources/<name>`: converts a vendor's call (its query or JSON body) into an array of messages, which is empty
 * if the workflow filters the call.
 */
export async function readPostback(call: Call, context: Context): Promise<Answer> {
  const destination = findSource(call, context);
  const query = Object.fromEntries(call.query);
  const counter = new OutcomeCounter(destination.name, FEATURE);
  const messages: unknown[] = [];
  // A caller may send several of the vendor's calls at once.
  const bodies = Array.isArray(call.body) ? (call.body as unknown[]) : [call.body];
  for (const body of bodies) {
    const read = await readOne(destination, { query, body: body ?? {} }, counter);
    if (Array.isArray(read)) {
      messages.push(...read);
    } else if (bodies.length === 1) {
      counter.report(context.metrics);
      return contractAnswer(read.statusCode, JSON.stringify(read));
    } else {
      messages.push(read);
    }
  }
  counter.report(context.metrics);
  return contractAnswer(200, JSON.stringify(messages));
}

/** The response to a vendor's call if there is no message for the host. */
const leftOut = {
  outputToSource: { body: Buffer.from('OK').toString('base64'), contentType: 'text/plain' },
  statusCode: 200,
};

/**
 * `POST /v2/sources/<name>`, as rudder-server calls it: `[{request: {method, url, headers, query_parameters, body},
 * source}]`, where `body` is the text of the vendor's call and each query parameter is an array. Returns for each
 * item `{output: {batch: [messages]}}`, `{error, statusCode, statTags}`, or the response for the vendor if the call
 * is filtered.
 */
export async function readPostbacks(call: Call, context: Context): Promise<Answer> {
  const destination = findSource(call, context);
  if (!Array.isArray(call.body)) {
    throw createError('CALL_INVALID', { problem: 'it is not an array of calls' });
  }
  const counter = new OutcomeCounter(destination.name, FEATURE);
  const answers: object[] = [];
  for (const item of call.body as unknown[]) {
    const read = await readOne(destination, readRequest(item), counter);
    if (!Array.isArray(read)) {
      answers.push(read);
    } else {
      answers.push(read.length === 0 ? leftOut : { output: { batch: read } });
    }
  }
  counter.report(context.metrics);
  return contractAnswer(200, JSON.stringify(answers));
}

/** @throws CALL_DESTINATION_UNKNOWN */
function findSource({ params }: Call, context: Context): Destination {
  const destination = findDestination(context, params.name);
  if (!destination.hasFeature(FEATURE)) {
    context.unknownCalls.note('destination', destination.name);
    throw createError('CALL_DESTINATION_UNKNOWN', { name: destination.name });
  }
  return destination;
}

/** The query and body of a vendor's call; a body that is not JSON, such as a form, is ignored. */
function readRequest(item: unknown): { query: object; body: unknown } {
  const { request } = (item ?? {}) as { request?: unknown };
  const { body, query_parameters } = (request ?? {}) as Record<string, unknown>;
  const query = Object.fromEntries(
    Object.entries(query_parameters ?? {}).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value as unknown[]).at(-1) : value,
    ]),
  );
  return { query, body: typeof body === 'string' ? (jsonOr(body) ?? {}) : (body ?? {}) };
}

interface Failure {
  error: string;
  statusCode: number;
  statTags: StatTags;
}

/** The messages of one call (none if it is filtered), or the reason why it failed. */
async function readOne(
  destination: Destination,
  input: { query: object; body: unknown },
  counter: OutcomeCounter,
): Promise<unknown[] | Failure> {
  const outcome = await destination.run(FEATURE, input);
  if (outcome.outcome === 'rejected') {
    const { code, message, status, statTags } = outcome.error;
    counter.add('rejected', code);
    return {
      error: message,
      statusCode: status,
      statTags: statTagsOf(statTags, destination, FEATURE, undefined),
    };
  }
  if (outcome.outcome === 'filtered') {
    counter.add('filtered', 'EVENT_FILTERED');
    return [];
  }
  counter.addTransformed();
  return 'output' in outcome ? [outcome.output].flat() : [];
}
