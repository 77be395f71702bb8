import { nodeHashes } from '../../destination/nodeHashes';
import type { FeatureOutcome, Outcome } from '../../destination/outcome';
import { openDestination, type EmbeddedData } from './embeddedDestination';
import { sendRequest, type Fetch } from './sendRequest';
import type { Verdict } from '../../delivery/verdict';
import { judge } from './verdict';

/** An error as the host reads it, by its fields. */
interface HostErrorFields {
  status: number;
  statTags: object;
  destinationResponse?: unknown;
}

/** What the host hands to a handler of answers. */
interface ResponseParams {
  destinationResponse: { status: number; response: unknown; headers?: Record<string, string> };
  destinationRequest?: { endpoint?: string };
}

interface DeletionRequest {
  config: unknown;
  userAttributes: unknown;
}

const errorTypes = { 429: 'throttled', rejected: 'aborted', credentials: 'aborted', retryable: 'retryable' };

/** What the files of a native folder of rudder-transformer are made of. */
export function createNativeDestination(data: EmbeddedData) {
  const destination = openDestination(data, nodeHashes);

  /** One event in; its requests out: one, or a list. @throws an error with the host's fields */
  async function process(event: unknown): Promise<unknown> {
    const { requests } = transformed(await destination.transform(event as never)) as { requests: unknown[] };
    return requests.length === 1 ? requests[0] : requests;
  }

  /** Many events of one connection in, an answer for each out. */
  async function processRouterDest(inputs: unknown[]): Promise<unknown> {
    return (transformed(await destination.run('router', inputs)) as { output: unknown }).output;
  }

  /** Judges the answer to a request. */
  async function handleResponse({ destinationResponse, destinationRequest }: ResponseParams) {
    const { status, response, headers = {} } = destinationResponse;
    const body = typeof response === 'string' ? response : JSON.stringify(response);
    const endpoint = destinationRequest?.endpoint ?? '';
    const { verdict, message } = await judge(destination, { endpoint }, { status, headers, body });
    if (verdict !== 'delivered') {
      throw networkError(verdict, status, message, destinationResponse);
    }
    return { status, message, destinationResponse };
  }

  /** Asks for people to be erased, and waits for the answer. */
  async function processDeleteUsers({ config, userAttributes }: DeletionRequest, fetch: Fetch) {
    const outcome = await destination.run('userDeletion', { config, userAttributes });
    const { requests } = transformed(outcome) as { requests: Parameters<typeof sendRequest>[0][] };
    for (const request of requests) {
      const answer = await sendRequest(request, fetch);
      const { verdict, message } = await judge(destination, request, answer);
      if (verdict !== 'delivered') {
        throw networkError(verdict, answer.status, message, answer);
      }
    }
    return { statusCode: 200, status: 'successful' };
  }

  return { process, processRouterDest, handleResponse, processDeleteUsers };
}

/** What a feature gave. An event that is left out is an error with status 298 to the host. */
function transformed(outcome: Outcome | FeatureOutcome): object {
  if (outcome.outcome === 'transformed') {
    return outcome;
  }
  if (outcome.outcome === 'filtered') {
    const statTags = { errorCategory: 'dataValidation', errorType: 'instrumentation' };
    throw hostError(outcome.reason, { status: 298, statTags });
  }
  const { message, status, statTags } = outcome.error;
  throw hostError(message, { status, statTags });
}

/** Statuses that the host does not take as final for sure, or as the route's own. */
const UNCLEAR_STATUSES = [404, 408, 429];

/** A failure of a 200 is final to the host only when its status says so; 408 would be final, though it is not. */
function networkError(
  verdict: Exclude<Verdict['verdict'], 'delivered'>,
  answered: number,
  message: string,
  destinationResponse: unknown,
): Error {
  const isFinal = verdict !== 'retryable';
  const status = isFinal
    ? answered >= 400 && answered < 500 && !UNCLEAR_STATUSES.includes(answered)
      ? answered
      : 400
    : answered === 429 || answered >= 500
      ? answered
      : 500;
  const errorType = status === 429 ? errorTypes[429] : errorTypes[verdict];
  return hostError(message, {
    status,
    statTags: { errorCategory: 'network', errorType },
    destinationResponse,
  });
}

function hostError(message: string, fields: HostErrorFields): Error {
  return Object.assign(new Error(message), fields);
}
