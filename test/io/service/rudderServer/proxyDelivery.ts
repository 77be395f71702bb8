import { goJson } from './goJson';
import type { Addresses } from './directDelivery';
import type { DestinationJob, Job } from './job';
import { fields, type RequestShape } from './requestShape';
import { workspaceId } from './setup';
import { CallFailed, type Reply, type TransformerClient } from './transformerClient';

/** Status and text by job. A job that the answer does not name has neither. */
export type ProxyResult = Map<number, { status: number; body: string }>;

export interface ProxyOptions {
  client: TransformerClient;
  version: 'v0' | 'v1';
  addresses: Addresses;
}

/**
 * Has the transformer send one request for some jobs. An answer that says nothing of them, or none at all, leaves the
 * result empty: rudder-server does not count that as a failure of the request.
 */
export async function sendThroughProxy(
  request: RequestShape,
  { jobs }: DestinationJob,
  { client, version, addresses }: ProxyOptions,
): Promise<ProxyResult> {
  const [first] = jobs;
  if (!first) {
    throw new TypeError('a request without a job');
  }
  const { destination } = first;
  const metadata = jobs.map(describe);
  const posted = {
    ...request,
    metadata: version === 'v0' ? metadata[0] : metadata,
    destinationConfig: destination.config,
  };
  let reply: Reply;
  try {
    reply = await client.send({
      path: `/${version}/destinations/${destination.name.toLowerCase()}/proxy`,
      body: redirectAll(goJson(posted), addresses),
      headers: { 'RdProxy-Timeout': '30000' },
      expected: destination.answeredBy,
    });
  } catch (error) {
    if (error instanceof CallFailed) {
      return new Map();
    }
    throw error;
  }
  return reply.status === 404 ? new Map() : read(reply, version, jobs);
}

function read({ status, text }: Reply, version: 'v0' | 'v1', jobs: readonly Job[]): ProxyResult {
  let output: unknown;
  try {
    ({ output } = JSON.parse(text) as { output?: unknown });
  } catch {
    return new Map();
  }
  if (output === undefined || output === null) {
    return new Map();
  }
  if (version === 'v0') {
    return new Map(jobs.map(({ id }) => [id, { status, body: JSON.stringify(output) }]));
  }
  const { response } = fields(output);
  const entries = Array.isArray(response) ? (response as unknown[]) : [];
  return new Map(
    entries.map((entry) => {
      const { statusCode, error, metadata } = fields(entry);
      const { jobId } = fields(metadata);
      return [Number(jobId), { status: Number(statusCode), body: String(error) }];
    }),
  );
}

function describe({ id, attempts, sourceId, destination }: Job): object {
  return {
    jobId: id,
    attemptNum: attempts,
    userId: '',
    sourceId,
    destinationId: destination.id,
    workspaceId,
    secret: null,
    dontBatch: false,
  };
}

/** Endpoints may stand deep in a request that carries others, so all places count. */
function redirectAll(text: string, addresses: Addresses): string {
  let redirected = text;
  for (const [origin, other] of addresses) {
    redirected = redirected.replaceAll(origin, other);
  }
  return redirected;
}
