import type { Clock } from './clock';
import { goJson } from './goJson';
import type { DestinationJob, Job } from './job';
import { Panic } from './panic';
import { fields } from './requestShape';
import { describeDestination, workspaceId } from './setup';
import { CallFailed, type Post, type Reply, type TransformerClient } from './transformerClient';

const MAX_RETRIES = 30;
const RETRY_MS = 100;

export interface RouterTransformOptions {
  client: TransformerClient;
  clock: Clock;
  isCompacted: boolean;
}

/**
 * Has the jobs of one destination transformed. An answer that does not name each of them exactly once fails them all.
 *
 * @throws Panic when there is no connection for too long, or the answer is of another version of the contract
 */
export async function transformJobs(
  jobs: readonly Job[],
  options: RouterTransformOptions,
): Promise<DestinationJob[]> {
  const { status, headers, text } = await post(render(jobs, options.isCompacted), options);
  if (status !== 200) {
    return failAll(jobs, status === 404 ? 404 : 500, text);
  }
  if (headers.apiversion !== '2') {
    throw new Panic(`an incompatible transformer: apiVersion ${String(headers.apiversion)}`);
  }
  let output: unknown;
  try {
    ({ output } = JSON.parse(text) as { output?: unknown });
  } catch {
    output = undefined;
  }
  return Array.isArray(output) ? match(jobs, output) : failAll(jobs, 500, 'the answer has no output');
}

/** Only a connection that fails is tried again here; a bad status fails the jobs, which come back later. */
async function post(body: Post, { client, clock }: RouterTransformOptions): Promise<Reply> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await client.send(body);
    } catch (error) {
      if (!(error instanceof CallFailed)) {
        throw error;
      }
      if (retries > MAX_RETRIES) {
        throw new Panic(`no connection for /routerTransform: ${error.message}`);
      }
      await clock.pause(RETRY_MS);
    }
  }
}

function render(jobs: readonly Job[], isCompacted: boolean): Post {
  const destination = jobs[0]?.destination;
  if (!destination) {
    throw new TypeError('no jobs');
  }
  const connection = (sourceId: string) => ({ sourceId, destinationId: destination.id, enabled: true });
  const input = jobs.map((job) => ({
    message: job.payload,
    metadata: describe(job),
    ...(isCompacted
      ? {}
      : { destination: describeDestination(destination), connection: connection(job.sourceId) }),
  }));
  const shared = {
    destinations: { [destination.id]: describeDestination(destination) },
    connections: Object.fromEntries(
      jobs.map(({ sourceId }) => [`${sourceId}:${destination.id}`, connection(sourceId)]),
    ),
  };
  return {
    path: '/routerTransform',
    body: goJson({ input, destType: destination.name.toLowerCase(), ...(isCompacted ? shared : {}) }),
    headers: isCompacted ? { 'X-Content-Format': 'json+compactedv1' } : {},
    expected: destination.answeredBy,
  };
}

function describe({ id, attempts, sourceId, destination, orderKey }: Job): object {
  return {
    userId: orderKey,
    jobId: id,
    sourceId,
    destinationId: destination.id,
    attemptNum: attempts,
    transformAt: 'router',
    workspaceId,
    dontBatch: false,
  };
}

function match(jobs: readonly Job[], output: readonly unknown[]): DestinationJob[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const seen: number[] = [];
  const matched = output.map((item): DestinationJob => {
    const { metadata, batchedRequest, statusCode, error } = fields(item);
    const entries = Array.isArray(metadata) ? (metadata as unknown[]) : [];
    const ids = [...new Set(entries.map((entry) => Number(fields(entry).jobId)))];
    seen.push(...(ids.length > 0 ? ids : [NaN]));
    return {
      jobs: ids.flatMap((id) => byId.get(id) ?? []),
      requests: batchedRequest,
      statusCode: Number(statusCode ?? 0),
      error: typeof error === 'string' ? error : '',
    };
  });
  const isWhole = seen.length === jobs.length && seen.every((id) => byId.has(id));
  return isWhole ? matched : failAll(jobs, 500, 'the answer does not name each job once');
}

function failAll(jobs: readonly Job[], statusCode: number, error: string): DestinationJob[] {
  return jobs.map((job) => ({ jobs: [job], requests: undefined, statusCode, error }));
}
