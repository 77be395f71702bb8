import type { Destination } from '../../../runtime/destination/destination';
import { jsonOr } from '../../../runtime/jsonOr';
import { createError } from '../../../runtime/errors/destkitError';
import { contractAnswer, type Answer, type Call } from '../call';
import { findDestination, type Context } from '../context';
import { earlierRequests, isSentWithLast } from '../linkedRequests';
import type { Sent } from '../proxySender';
import { statTagsOf, type StatTags } from '../statTags';
import type { TraceContext } from '../traceContext';

const FEATURE = 'dataDelivery';

/** `POST /v0/destinations/<name>/proxy`: sends one request, and returns the result. */
export async function deliverOne(call: Call, context: Context): Promise<Answer> {
  const { destination, metadata, sent } = await deliver(call, context);
  const { response, reason } = sent;
  const output = {
    status: sent.status,
    message: describe(sent, destination),
    destinationResponse: response
      ? { response: jsonOr(response.body, response.body), status: response.status, headers: response.headers }
      : { response: reason, status: sent.status },
    ...tagsOf(sent, destination, metadata),
  };
  return contractAnswer(sent.status, JSON.stringify({ output }));
}

/** `POST /v1/destinations/<name>/proxy`: the same for a request that belongs to several jobs. */
export async function deliverMany(call: Call, context: Context): Promise<Answer> {
  const { destination, metadata, sent } = await deliver(call, context);
  const jobs = Array.isArray(metadata) ? (metadata as unknown[]) : [metadata];
  const error = sent.response ? textOf(sent.response.body) : sent.reason;
  const output = {
    response: jobs.map((job) => ({ error, statusCode: sent.status, metadata: job })),
    ...tagsOf(sent, destination, jobs[0]),
    message: describe(sent, destination),
    status: sent.status,
  };
  return contractAnswer(200, JSON.stringify({ output }));
}

async function deliver(
  { body, params, trace }: Call,
  context: Context,
): Promise<{ destination: Destination; metadata: unknown; sent: Sent }> {
  const destination = findDestination(context, params.name);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw createError('CALL_INVALID', { problem: 'it is not a request' });
  }
  const { metadata } = body as { metadata?: unknown };
  // Metadata that is nested too deeply for the response must be refused before the request is sent.
  JSON.stringify(metadata);
  return { destination, metadata, sent: await sendLinked(destination, body, trace, context) };
}

/** Sends a request and, before it, the linked requests of its event; stops at the first failure. */
async function sendLinked(
  destination: Destination,
  posted: unknown,
  trace: TraceContext | undefined,
  { proxySender }: Context,
): Promise<Sent> {
  if (isSentWithLast(posted)) {
    const reason = 'it is sent with the last request of its event';
    return { isDelivered: true, status: 200, errorType: undefined, reason, response: undefined };
  }
  for (const earlier of earlierRequests(posted)) {
    const sent = await proxySender.send(destination, earlier, trace);
    if (!sent.isDelivered) {
      return sent;
    }
  }
  return proxySender.send(destination, posted, trace);
}

/** The message in the form of the host, with additional information. */
function describe({ isDelivered, status, reason, response }: Sent, { name }: Destination): string {
  if (isDelivered) {
    return `[Generic Response Handler] Request for destination: ${name} Processed Successfully`;
  }
  const text = `[Generic Response Handler] Request failed for destination ${name} with status: ${String(status)}`;
  if (response?.status === status) {
    return text;
  }
  return response
    ? `${text} (the destination answered ${String(response.status)}: ${reason})`
    : `${text} (${reason})`;
}

function tagsOf({ errorType }: Sent, destination: Destination, metadata: unknown): { statTags?: StatTags } {
  return errorType === undefined
    ? {}
    : {
        statTags: statTagsOf(
          { errorCategory: 'network', errorType },
          destination,
          FEATURE,
          metadata,
          'native',
        ),
      };
}

/** JSON in its shortest form, anything else as it is. */
function textOf(body: string): string {
  const parsed = jsonOr(body, body);
  return typeof parsed === 'string' ? parsed : JSON.stringify(parsed);
}
