import { Fifo } from './fifo';
import { isShared, type Job } from './job';

/**
 * Requests in order per key: the next one of a key becomes ready when the one before it has come to an end. A key that
 * was given up takes no more.
 */
export class KeyQueues {
  private readonly queues = new Map<string, Fifo<Job>>();
  private readonly ready = new Fifo<Job>();
  /** Those that are to be tried again; they are older than the others, and hold their key up. */
  private readonly again = new Fifo<Job>();
  private readonly givenUp = new Set<string>();

  get isEmpty(): boolean {
    return this.queues.size === 0;
  }

  get hasReady(): boolean {
    return this.ready.size > 0 || this.again.size > 0;
  }

  /** Takes a request; false when its key was given up. */
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

  /** The next request that may start; its key waits until `finish`, `retry` or `giveUp`. */
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

  /** Takes all requests of a key out, the one under way first, and takes no more of it. */
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
