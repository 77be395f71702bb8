import { Fifo } from './fifo';
import { isShared, type Job } from './job';

/**
 * Queues of requests, in order per key: the next request of a key is ready when the previous one is settled. A key
 * that was given up accepts no further requests.
 */
export class KeyQueues {
  private readonly queues = new Map<string, Fifo<Job>>();
  private readonly ready = new Fifo<Job>();
  /** Requests to retry. They are older than the others, and block their keys. */
  private readonly again = new Fifo<Job>();
  private readonly givenUp = new Set<string>();

  get isEmpty(): boolean {
    return this.queues.size === 0;
  }

  get hasReady(): boolean {
    return this.ready.size > 0 || this.again.size > 0;
  }

  /** Adds a request; returns false if its key was given up. */
  add(job: Job): boolean {
    if (this.givenUp.has(job.key)) {
      return false;
    }
    const queue = this.queues.get(job.key);
    if (queue) {
      queue.push(job);
      return true;
    }
    const created = new Fifo<Job>();
    created.push(job);
    this.queues.set(job.key, created);
    this.ready.push(job);
    return true;
  }

  /** The next request that may start; its key is blocked until `finish`, `retry` or `giveUp`. */
  take(): Job | undefined {
    return this.again.shift() ?? this.ready.shift();
  }

  retry(job: Job): void {
    this.again.push(job);
  }

  finish(job: Job): void {
    const queue = this.queues.get(job.key);
    queue?.shift();
    const next = queue?.peek();
    if (next) {
      this.ready.push(next);
    } else {
      this.queues.delete(job.key);
    }
  }

  /** Removes all requests of a key, the one in flight first, and accepts no more of them. */
  giveUp({ key }: Job): Job[] {
    const queue = this.queues.get(key);
    this.queues.delete(key);
    if (isShared(key)) {
      this.givenUp.add(key);
    }
    const jobs: Job[] = [];
    for (let job = queue?.shift(); job; job = queue?.shift()) {
      jobs.push(job);
    }
    return jobs;
  }
}
