import { waitAfter, type Clock } from './clock';
import type { FeaturesPoll } from './features';
import { isSuccess, isTerminal, type DestinationJob, type Job, type JobResult } from './job';
import type { Ledger } from './ledger';
import { OrderBarrier } from './orderBarrier';
import type { ProxyOptions } from './proxyDelivery';
import { readRequests } from './requestShape';
import { transformJobs } from './routerTransform';
import { RouterWorker } from './routerWorker';
import type { DestinationSetup } from './setup';

export interface RouterOptions {
  destination: DestinationSetup;
  features: FeaturesPoll;
  proxy: Omit<ProxyOptions, 'version'>;
  clock: Clock;
  ledger: Ledger;
  workers: number;
  /** Ends rudder-server. */
  crash: (error: unknown) => void;
}

const BATCH = 20;
const SLOTS = 1000;
const PICKUP_MS = 5;
const BACKOFF = { first: 10_000, factor: 2, most: 300_000 };

/** The queue of one destination, and the workers that deliver it. */
export class Router {
  /** Jobs that are not done, in the order in which they came. */
  private jobs: Job[] = [];
  private barrier: OrderBarrier;
  private workers: RouterWorker[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: RouterOptions) {
    this.barrier = new OrderBarrier(options.destination.orderThreshold);
  }

  add(job: Job): void {
    this.jobs.push(job);
  }

  /** Also after the end of an earlier process: what was under way then is tried again. */
  start(): void {
    this.barrier = new OrderBarrier(this.options.destination.orderThreshold);
    this.jobs = this.jobs.filter(isOpen);
    for (const job of this.jobs) {
      job.state = 'pending';
    }
    this.workers = Array.from({ length: this.options.workers }, () => this.createWorker(this.barrier));
    this.timer = setInterval(() => {
      this.pickUp();
    }, PICKUP_MS);
  }

  /** What workers still report after this is not heard. */
  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.workers = [];
  }

  private createWorker(barrier: OrderBarrier): RouterWorker {
    const { clock, features, proxy } = this.options;
    const isHeard = () => this.barrier === barrier && this.timer !== undefined;
    return new RouterWorker(
      {
        barrier,
        batch: BATCH,
        transform: (jobs) =>
          transformJobs(jobs, { client: proxy.client, clock, isCompacted: features.isCompacted }),
        proxy: () => ({ ...proxy, version: features.proxyVersion() }),
        putBack: (job) => {
          if (isHeard()) {
            job.state = 'pending';
            barrier.leave(job.orderKey, job.id);
          }
        },
        finish: (result, destinationJob) => {
          if (isHeard()) {
            this.finish(result, destinationJob);
          }
        },
      },
      (error) => {
        if (isHeard()) {
          this.options.crash(error);
        }
      },
    );
  }

  private pickUp(): void {
    if (this.jobs.some((job) => !isOpen(job))) {
      this.jobs = this.jobs.filter(isOpen);
    }
    const blocked = new Set<string>();
    const now = performance.now();
    for (const job of this.jobs) {
      const { orderKey, id } = job;
      if (job.state === 'running' || blocked.has(orderKey)) {
        continue;
      }
      const isFree = this.barrier.isDisabled(orderKey);
      const worker = this.workers[(isFree ? id : hash(orderKey)) % this.workers.length];
      const isDue = job.retryAt <= now;
      if (!worker || !isDue || worker.load >= SLOTS || !(isFree || this.barrier.enter(orderKey, id))) {
        if (!isFree) {
          blocked.add(orderKey);
        }
        continue;
      }
      job.state = 'running';
      worker.give(job);
    }
  }

  private finish({ job, status, reason }: JobResult, { requests }: DestinationJob): void {
    const { ledger, clock } = this.options;
    const { mark, destination, orderKey, id } = job;
    job.attempts += 1;
    if (!isTerminal(status)) {
      job.state = 'pending';
      job.retryAt = clock.after(waitAfter(job.attempts, BACKOFF));
      this.barrier.fail(orderKey, id);
      return;
    }
    this.barrier.finish(orderKey, id);
    if (status === 298 || status === 299) {
      job.state = 'filtered';
      ledger.end(mark, destination, 'filtered', reason);
    } else if (isSuccess(status)) {
      job.state = 'succeeded';
      const paths = readRequests(requests, job.transformAt).map(({ endpoint }) => new URL(endpoint).pathname);
      ledger.succeed(mark, destination, paths);
    } else {
      job.state = 'aborted';
      ledger.end(mark, destination, 'aborted', `${String(status)} ${reason}`);
    }
  }
}

function isOpen({ state }: Job): boolean {
  return state === 'pending' || state === 'running';
}

function hash(text: string): number {
  let sum = 0;
  for (const char of text) {
    sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  }
  return sum;
}
