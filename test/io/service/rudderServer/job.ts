import type { DestinationSetup } from './setup';

export type JobState = 'pending' | 'running' | 'succeeded' | 'aborted' | 'filtered';

/** What the router has to deliver: an event, or one request of it that the processor has made already. */
export interface Job {
  id: number;
  /** The mark of its event. */
  mark: string;
  orderKey: string;
  sourceId: string;
  destination: DestinationSetup;
  transformAt: 'processor' | 'router';
  /** The message for the router's transformation, otherwise the request. */
  payload: unknown;
  state: JobState;
  attempts: number;
  /** By `performance.now()`; before it the job is not tried again. */
  retryAt: number;
}

/** Jobs that go together: one, or several that a router's transformation has put into one request. */
export interface DestinationJob {
  jobs: Job[];
  /** A request, or a list of them when the router's transformation gave one. */
  requests: unknown;
  /** Of the transformation: 200 is delivered, all else is the end or a new try. */
  statusCode: number;
  error: string;
}

/** The result of one job. */
export interface JobResult {
  job: Job;
  status: number;
  reason: string;
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Whether a status is the end of a job, good or bad; all others are tried again. */
export function isTerminal(status: number): boolean {
  return status >= 200 && status < 500 && status !== 408 && status !== 429;
}
