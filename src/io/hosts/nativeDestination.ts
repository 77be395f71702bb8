import { join } from 'node:path';
import type { Destination } from '../../runtime/destination/destination';
import { nodeHashes } from '../../runtime/destination/nodeHashes';
import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import { compileSchema } from '../../runtime/schema/validator';
import { createFileEngine } from '../../runtime/workflow/workflowEngine';
import { hostStatus } from '../delivery/hostStatus';
import { askJudge, judgeOf } from '../delivery/judge';
import { noVerdict, type Verdict } from '../delivery/verdict';
import { createHostDestination, plainSource } from './hostDestination';
import { HostErrors } from './hostErrors';
import { sendRequest, type Fetch } from './sendRequest';

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

export interface NativeOptions {
  name: string;
  /** The absolute path of the folder. */
  folder: string;
  /** The only hosts that requests may go to. */
  hosts: readonly string[];
  /** Feature -> the file of its workflow in the folder. */
  features: Readonly<Record<string, string>>;
  configSchema: object;
  /** What `./runtime` exports to the folder's workflows: see createHostRuntime. */
  runtime: Record<string, unknown>;
}

/** What the files of a native folder of rudder-transformer are made of. Its workflows are built at once. */
export function createNativeDestination(options: NativeOptions) {
  const destination = openFolder(options);
  const judge = judgeOf(destination);
  const errors = new HostErrors(options.folder);

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

  /** What a feature gave. An event that is left out is an error with status 298 to the host. */
  function transformed(outcome: Outcome | FeatureOutcome): object {
    if (outcome.outcome === 'transformed') {
      return outcome;
    }
    if (outcome.outcome === 'filtered') {
      const statTags = { errorCategory: 'dataValidation', errorType: 'instrumentation' };
      throw errors.create(outcome.reason, { status: 298, statTags });
    }
    const { message, status, statTags } = outcome.error;
    throw errors.create(message, { status, statTags });
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

function openFolder({ name, folder, hosts, features, configSchema, runtime }: NativeOptions): Destination {
  const sources = Object.entries(features).map(([feature, file]) => {
    return [feature, plainSource({ file, workflow: { name: feature, steps: [] } })] as const;
  });
  const destination = createHostDestination(
    {
      ...{ name, hosts },
      configSchema: compileSchema(configSchema),
      workflows: new Map(sources),
      createEngine: ({ file }) => createFileEngine(join(folder, file), folder, runtime),
    },
    nodeHashes,
  );
  for (const feature of Object.keys(features)) {
    // An engine that cannot be built says so for each event.
    destination.prepare(feature).catch(() => undefined);
  }
  return destination;
}
