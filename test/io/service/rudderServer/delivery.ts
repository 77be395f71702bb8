import { sendDirectly, type Addresses } from './directDelivery';
import { isSuccess, isTerminal, type DestinationJob, type JobResult } from './job';
import { sendThroughProxy, type ProxyOptions, type ProxyResult } from './proxyDelivery';
import { readRequests, type RequestShape } from './requestShape';

/** Delivers the requests of some jobs in turn, and gives a status for each job. */
export async function deliver(job: DestinationJob, options: ProxyOptions): Promise<JobResult[]> {
  const [first] = job.jobs;
  if (!first) {
    return [];
  }
  let requests: RequestShape[];
  try {
    requests = readRequests(job.requests, first.transformAt);
  } catch (error) {
    return allWith(job, 599, error instanceof Error ? error.message : 'unreadable');
  }
  return first.destination.usesProxy
    ? deliverThroughProxy(requests, job, options)
    : deliverDirectly(requests, job, options.addresses);
}

export function allWith({ jobs }: DestinationJob, status: number, reason: string): JobResult[] {
  return jobs.map((job) => ({ job, status, reason }));
}

/** Stops at the first request that is not a success. */
async function deliverDirectly(
  requests: readonly RequestShape[],
  job: DestinationJob,
  addresses: Addresses,
): Promise<JobResult[]> {
  let last = { status: 0, body: '' };
  for (const request of requests) {
    last = await sendDirectly(request, addresses);
    if (!isSuccess(last.status)) {
      break;
    }
  }
  return allWith(job, last.status, last.body);
}

/**
 * Stops only at a request, other than the last, that is to be retried. A permanently rejected request does not stop the
 * next one, whose status is then the only one that counts; a request without a result does not count either.
 */
async function deliverThroughProxy(
  requests: readonly RequestShape[],
  job: DestinationJob,
  options: ProxyOptions,
): Promise<JobResult[]> {
  let result: ProxyResult = new Map();
  for (const [index, request] of requests.entries()) {
    result = await sendThroughProxy(request, job, options);
    const statuses = [...result.values()].map(({ status }) => status);
    if (index < requests.length - 1 && statuses.some((status) => !isTerminal(status))) {
      return allWith(job, 500, [...result.values()].map(({ body }) => body).join(' '));
    }
  }
  return job.jobs.map((one) => {
    const { status, body } = result.get(one.id) ?? { status: 500, body: 'no response for this job' };
    return { job: one, status, reason: body };
  });
}
