import { join } from 'node:path';
import type { Envelope } from '../../runtime/destination/outcome';
import { RequestGate } from '../../runtime/destination/requests';
import type { Json } from '../../runtime/jsonata/plain';
import { createFileEngine } from '../../runtime/workflow/workflowEngine';
import { hostStatus } from '../delivery/hostStatus';
import { askJudge } from '../delivery/judge';
import { judgeByStatus, noVerdict, type Judge, type Verdict } from '../delivery/verdict';
import { HostErrors } from './hostErrors';
import { sendRequest, type Fetch } from './sendRequest';

/** A response in the host's format. */
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

export interface NativeOptions {
  /** The absolute path of the folder. */
  folder: string;
  /** The only hosts that requests may be sent to. */
  hosts: readonly string[];
  /** Feature -> its workflow file in the folder. */
  features: Readonly<Record<string, string>>;
}

/**
 * Creates the functions for the files of a native folder of rudder-transformer. The workflows are loaded immediately.
 */
export function createNativeDestination({ folder, hosts, features }: NativeOptions) {
  const errors = new HostErrors(folder);
  const gate = new RequestGate(hosts);
  const engines = new Map(
    Object.entries(features).map(([feature, file]) => [
      feature,
      createFileEngine(join(folder, file), folder),
    ]),
  );
  engines.forEach((engine) => {
    // A workflow that cannot be built reports this for each event.
    engine.catch(() => undefined);
  });
  const judge: Judge = engines.has('dataDelivery')
    ? (endpoint, response) => run<Verdict>('dataDelivery', { request: { endpoint }, response })
    : judgeByStatus;

  /** Returns the result of a feature. @throws an error of the host */
  async function run<T>(
    feature: string,
    input: unknown,
    read: (output: unknown) => T = (output) => output as T,
  ): Promise<T> {
    try {
      const engine = await engines.get(feature);
      return read((await engine?.execute(input))?.output);
    } catch (thrown) {
      throw errors.from((thrown as { originalError?: unknown }).originalError ?? thrown);
    }
  }

  function requests(feature: string, input: unknown): Promise<Envelope[]> {
    return run(feature, input, (output) => gate.admit(output as Json));
  }

  /** Converts one event into its requests: one, or an array. @throws an error of the host */
  async function process(event: unknown): Promise<unknown> {
    const [first, ...others] = await requests('processor', event);
    return others.length === 0 ? first : [first, ...others];
  }

  /** Converts many events of one connection, with one result for each. */
  function processRouterDest(inputs: unknown[]): Promise<unknown> {
    return run('router', inputs);
  }

  /**
   * Creates a network handler. The host creates one for each request and calls `proxy`, `processAxiosResponse` and
   * `responseHandler` in turn. It awaits only `proxy`: a promise returned by `responseHandler` would be a response
   * without a status, and a rejection would end the host's process. Therefore `proxy` gets the verdict.
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

  /** Sends the requests to delete users, and waits for the responses. */
  async function processDeleteUsers({ config, userAttributes }: DeletionRequest, fetch: Fetch) {
    for (const request of await requests('userDeletion', { config, userAttributes })) {
      const answer = await sendRequest(request, fetch);
      const verdict = await askJudge(judge, request.endpoint, answer);
      if (verdict.verdict !== 'delivered') {
        throw networkError(verdict, answer.status, answer);
      }
    }
    return { statusCode: 200, status: 'successful' };
  }

  function networkError(
    { verdict, message }: Verdict,
    answered: number,
    destinationResponse: unknown,
  ): Error {
    const { status, errorType } = hostStatus(verdict, answered);
    const statTags = { errorCategory: 'network', errorType };
    return errors.create(message, { status, statTags, destinationResponse });
  }

  return { process, processRouterDest, createNetworkHandler, processDeleteUsers };
}
