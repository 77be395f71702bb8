import { nodeHashes } from '../../runtime/destination/nodeHashes';
import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import { hostStatus } from '../delivery/hostStatus';
import { askJudge, judgeOf } from '../delivery/judge';
import { noVerdict, type Verdict } from '../delivery/verdict';
import { openDestination, type EmbeddedData } from './embeddedDestination';
import { sendRequest, type Fetch } from './sendRequest';

/** An error as the host reads it, by its fields. */
interface HostErrorFields {
  status: number;
  statTags: object;
  destinationResponse?: unknown;
}

/** An answer in the host's form. */
interface HostAnswer {
  status: number;
  response: unknown;
  headers?: Record<string, string>;
}

interface ProxyRequest {
  endpoint?: string;
}

/** The host's own functions for sending a request. */
interface HostNetwork {
  prepareProxyRequest: unknown;
  proxyRequest: (request: ProxyRequest, destType?: string) => Promise<unknown>;
  processAxiosResponse: (rawAnswer: unknown) => HostAnswer;
}

interface DeletionRequest {
  config: unknown;
  userAttributes: unknown;
}

/** What the files of a native folder of rudder-transformer are made of. */
export function createNativeDestination(data: EmbeddedData) {
  const destination = openDestination(data, nodeHashes);
  const judge = judgeOf(destination);

  /** One event in; its requests out: one, or a list. @throws an error with the host's fields */
  async function process(event: unknown): Promise<unknown> {
    const { requests } = transformed(await destination.transform(event as never)) as { requests: unknown[] };
    return requests.length === 1 ? requests[0] : requests;
  }

  /** Many events of one connection in, an answer for each out. */
  async function processRouterDest(inputs: unknown[]): Promise<unknown> {
    return (transformed(await destination.run('router', inputs)) as { output: unknown }).output;
  }

  /**
   * Makes a network handler. The host makes one for each request and calls `proxy`, `processAxiosResponse` and
   * `responseHandler` in turn. It awaits only `proxy`: a promise from `responseHandler` would be an answer without a status,
   * and its rejection would end the host's process. So `proxy` asks for the verdict.
   */
  function createNetworkHandler({ prepareProxyRequest, proxyRequest, processAxiosResponse }: HostNetwork) {
    let given: Verdict | undefined;
    return {
      prepareProxy: prepareProxyRequest,

      async proxy(request: ProxyRequest, destType?: string): Promise<unknown> {
        const rawAnswer = await proxyRequest(request, destType);
        const { status, response, headers = {} } = processAxiosResponse(rawAnswer);
        const body = typeof response === 'string' ? response : JSON.stringify(response);
        given = await askJudge(judge, request.endpoint ?? '', { status, headers, body });
        return rawAnswer;
      },

      processAxiosResponse,

      /** @throws an error with the host's fields unless the request was delivered */
      responseHandler({ destinationResponse }: { destinationResponse: HostAnswer }): object {
        const { status } = destinationResponse;
        const verdict = given ?? noVerdict({ status });
        if (verdict.verdict !== 'delivered') {
          throw networkError(verdict, status, destinationResponse);
        }
        return { status, message: verdict.message, destinationResponse };
      },
    };
  }

  /** Asks for people to be erased, and waits for the answer. */
  async function processDeleteUsers({ config, userAttributes }: DeletionRequest, fetch: Fetch) {
    const outcome = await destination.run('userDeletion', { config, userAttributes });
    const { requests } = transformed(outcome) as { requests: Parameters<typeof sendRequest>[0][] };
    for (const request of requests) {
      const answer = await sendRequest(request, fetch);
      const verdict = await askJudge(judge, request.endpoint, answer);
      if (verdict.verdict !== 'delivered') {
        throw networkError(verdict, answer.status, answer);
      }
    }
    return { statusCode: 200, status: 'successful' };
  }

  return { process, processRouterDest, createNetworkHandler, processDeleteUsers };
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

function networkError({ verdict, message }: Verdict, answered: number, destinationResponse: unknown): Error {
  const { status, errorType } = hostStatus(verdict, answered);
  return hostError(message, {
    status,
    statTags: { errorCategory: 'network', errorType },
    destinationResponse,
  });
}

function hostError(message: string, fields: HostErrorFields): Error {
  return Object.assign(new Error(message), fields);
}
