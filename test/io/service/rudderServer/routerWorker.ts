import { allWith, deliver } from './delivery';
import { isTerminal, type DestinationJob, type Job, type JobResult } from './job';
import type { OrderBarrier } from './orderBarrier';
import type { ProxyOptions } from './proxyDelivery';

export interface WorkerOptions {
  barrier: OrderBarrier;
  /** Jobs that are taken together. */
  batch: number;
  transform: (jobs: readonly Job[]) => Promise<DestinationJob[]>;
  proxy: () => ProxyOptions;
  /** The job was not tried: it waits for an earlier one of its key. */
  putBack: (job: Job) => void;
  finish: (result: JobResult, delivered: DestinationJob) => void;
}

/** Works through the jobs that it is given, in order. */
export class RouterWorker {
  private readonly queue: Job[] = [];
  private isBusy = false;

  constructor(
    private readonly options: WorkerOptions,
    private readonly crash: (error: unknown) => void,
  ) {}

  get load(): number {
    return this.queue.length;
  }

  give(job: Job): void {
    this.queue.push(job);
    if (!this.isBusy) {
      this.isBusy = true;
      // On its next turn, so that jobs which come together are taken together.
      setImmediate(() => {
        this.work().catch(this.crash);
      });
    }
  }

  private async work(): Promise<void> {
    const { barrier, batch, putBack } = this.options;
    while (this.queue.length > 0) {
      const taken: Job[] = [];
      for (const job of this.queue.splice(0, batch)) {
        if (barrier.mustWait(job.orderKey, job.id)) {
          putBack(job);
        } else {
          taken.push(job);
        }
      }
      if (taken.length > 0) {
        await this.process(await this.transformAll(taken));
      }
    }
    this.isBusy = false;
  }

  private async transformAll(jobs: readonly Job[]): Promise<DestinationJob[]> {
    return jobs[0]?.transformAt === 'router'
      ? this.options.transform(jobs)
      : jobs.map((job) => ({ jobs: [job], requests: job.payload, statusCode: 200, error: '' }));
  }

  private async process(destinationJobs: DestinationJob[]): Promise<void> {
    destinationJobs.sort((first, second) => firstId(first) - firstId(second));
    const failedKeys = new Set<string>();
    const results: [JobResult, DestinationJob][] = [];
    for (const destinationJob of destinationJobs) {
      const ended = await this.run(destinationJob, failedKeys);
      for (const result of ended) {
        const { orderKey } = result.job;
        if (!isTerminal(result.status) && !this.options.barrier.isDisabled(orderKey)) {
          failedKeys.add(orderKey);
        }
        results.push([result, destinationJob]);
      }
    }
    results.sort(([first], [second]) => first.job.id - second.job.id);
    const failed = new Set<string>();
    for (const [result, destinationJob] of results) {
      const { job, status } = result;
      if (!isTerminal(status) && failed.has(job.orderKey)) {
        // One job of a key is the failed one, the others wait for it.
        this.options.putBack(job);
        continue;
      }
      if (!isTerminal(status)) {
        failed.add(job.orderKey);
      }
      this.options.finish(result, destinationJob);
    }
  }

  private async run(destinationJob: DestinationJob, failedKeys: ReadonlySet<string>): Promise<JobResult[]> {
    const { statusCode, error, jobs } = destinationJob;
    if (statusCode !== 200 && statusCode !== 0) {
      return allWith(destinationJob, statusCode, error);
    }
    const isBehind = ({ orderKey }: Job) =>
      failedKeys.has(orderKey) && !this.options.barrier.isDisabled(orderKey);
    return jobs.some(isBehind)
      ? allWith(destinationJob, 500, 'an earlier job of its user failed')
      : deliver(destinationJob, this.options.proxy());
  }
}

function firstId({ jobs }: DestinationJob): number {
  return Math.min(...jobs.map(({ id }) => id));
}
