import type { RecordableHistogram } from 'node:perf_hooks';
import { createError, DestkitError } from '../../runtime/errors/destkitError';
import type { Attempt, AttemptSender } from './deliveryAttempt';
import { orderingKey, type Job, type LineJob, type Part } from './job';
import type { Journal } from './journal/journal';
import { KeyQueues } from './keyQueues';
import type { RateLimiter } from './rateLimiter';
import type { Reason } from './request';
import { backoffDelay, type Backoff } from './backoff';

export type StopCause = 'interrupted' | 'credentials' | 'journal';

export interface DispatcherOptions {
  journal: Journal;
  attemptSender: Pick<AttemptSender, 'attempt'>;
  limiter: RateLimiter;
  /** In microseconds. */
  latency: RecordableHistogram;
  backoff: Backoff;
  maxAttempts: number;
  /** The settings to name if the credentials are refused. */
  credentialKeys: readonly string[];
  /** Called when a line is settled and recorded in the journal. */
  onSettled: (line: number) => void;
  onStop: () => void;
}

interface Concluded {
  job: Job;
  attempt: Attempt;
  startedAt: number;
}

/**
 * Sends as many ready requests at once as the rate limiter allows, and records their results.
 *
 * It works in turns. A turn records the results since the last turn and the requests to start next, writes all of
 * these records to the journal at once, and only then sends the requests. So a slot or key is used again only after
 * the verdict that freed it has been written, and one write serves all responses that arrived together.
 */
export class Dispatcher {
  private readonly queues = new KeyQueues();
  private readonly waits = new Set<NodeJS.Timeout>();
  private concluded: Concluded[] = [];
  private settled: number[] = [];
  private isScheduled = false;
  private paceTimer: NodeJS.Timeout | undefined;
  private whenIdle: (() => void) | undefined;
  stopped: { cause: StopCause; error?: DestkitError } | undefined;

  constructor(private readonly options: DispatcherOptions) {}

  /** Adds a part of a line; parts that share a key are sent in the order in which they are added. */
  add(owner: LineJob, index: number, { event, siblings, content }: Part): void {
    if ('endpoint' in content) {
      const key = orderingKey(content, owner.line);
      const job = { owner, part: index, siblings, event, request: content, key, attempts: 0 };
      if (!this.queues.add(job)) {
        this.end(job, 'pending');
      }
    } else {
      this.reject({ owner, part: index, siblings, event }, content);
    }
    this.schedule();
  }

  /** Adds a line without any requests. */
  addFiltered(line: number, hash: string): void {
    this.options.journal.append({ kind: 'filtered', line, hash });
    this.settled.push(line);
    this.schedule();
  }

  /** Starts no more requests; those in flight are finished. */
  stop(cause: StopCause, error?: DestkitError): void {
    if (this.stopped) {
      return;
    }
    this.stopped = { cause, ...(error && { error }) };
    for (const timer of this.waits) {
      clearTimeout(timer);
    }
    clearTimeout(this.paceTimer);
    this.options.onStop();
    this.schedule();
  }

  /** Resolves when there is nothing left to do, or after a stop when no request is in flight. */
  drain(): Promise<void> {
    return new Promise((resolve) => {
      this.whenIdle = resolve;
      this.schedule();
    });
  }

  private schedule(): void {
    if (!this.isScheduled) {
      this.isScheduled = true;
      setImmediate(() => {
        this.isScheduled = false;
        this.takeTurn();
      });
    }
  }

  private takeTurn(): void {
    const { journal, limiter } = this.options;
    const concluded = this.concluded;
    this.concluded = [];
    for (const one of concluded) {
      limiter.finish();
      // After a failed write the journal must not get further records: they would follow a gap.
      if (this.stopped?.cause !== 'journal') {
        this.conclude(one);
      }
    }
    try {
      const starting = this.pick();
      if (this.stopped?.cause !== 'journal') {
        journal.flush();
      }
      this.releaseSettled();
      for (const job of starting) {
        this.start(job);
      }
    } catch (error) {
      if (!(error instanceof DestkitError)) {
        throw error;
      }
      // The picked requests have not been sent, so they do not count as running.
      this.abandonPicked();
      this.settled = [];
      this.stop('journal', error);
    }
    this.checkIdle();
  }

  private picked = 0;

  private pick(): Job[] {
    const { limiter, journal } = this.options;
    const jobs: Job[] = [];
    this.picked = 0;
    while (!this.stopped && this.queues.hasReady && limiter.hasRoom) {
      const wait = limiter.wait();
      if (wait > 0) {
        this.scheduleIn(wait);
        break;
      }
      const job = this.queues.take();
      if (job) {
        limiter.start();
        this.picked += 1;
        job.attempts += 1;
        journal.append({ kind: 'started', line: job.owner.line, part: job.part });
        jobs.push(job);
      }
    }
    return jobs;
  }

  private abandonPicked(): void {
    for (; this.picked > 0; this.picked -= 1) {
      this.options.limiter.finish();
    }
  }

  private start(job: Job): void {
    const startedAt = performance.now();
    void this.options.attemptSender.attempt(job.request, job.event.secrets).then((attempt) => {
      this.concluded.push({ job, attempt, startedAt });
      this.schedule();
    });
  }

  private conclude({ job, attempt, startedAt }: Concluded): void {
    const { latency, limiter } = this.options;
    if (attempt.milliseconds !== undefined) {
      latency.record(Math.max(1, Math.round(attempt.milliseconds * 1000)));
    }
    switch (attempt.verdict) {
      case 'delivered':
        limiter.succeed();
        this.end(job, 'delivered');
        this.queues.finish(job);
        break;
      case 'rejected':
        limiter.succeed();
        this.reject(job, attempt);
        this.queues.finish(job);
        break;
      case 'credentials':
        this.record(job, 'answered');
        this.stop('credentials', this.credentialsError(attempt.message));
        break;
      case 'retryable':
        this.record(job, attempt.mayHaveArrived ? 'silent' : 'answered');
        if (attempt.isThrottled) {
          limiter.throttle(startedAt, attempt.retryAfter);
        }
        this.tryAgain(job, attempt.retryAfter);
    }
  }

  private tryAgain(job: Job, retryAfter: number | undefined): void {
    const { maxAttempts, backoff } = this.options;
    if (this.stopped) {
      return;
    }
    if (job.attempts >= maxAttempts) {
      for (const given of this.queues.giveUp(job)) {
        this.end(given, 'pending');
      }
      return;
    }
    const delay = retryAfter ?? backoffDelay(job.attempts, backoff);
    if (delay === 0) {
      this.queues.retry(job);
      return;
    }
    const timer = setTimeout(() => {
      this.waits.delete(timer);
      this.queues.retry(job);
      this.schedule();
    }, delay);
    this.waits.add(timer);
  }

  private record({ owner, part }: Job, kind: 'answered' | 'silent'): void {
    this.options.journal.append({ kind, line: owner.line, part });
  }

  private end({ owner, part }: Job, kind: 'delivered' | 'pending'): void {
    const isLast = this.countDown(owner);
    this.options.journal.append({ kind, line: owner.line, part, hash: owner.hash, isLast });
  }

  /**
   * Records a rejected part. For an event with several rejected parts, only the first one adds the event to the file.
   */
  private reject(
    { owner, part, siblings, event }: Pick<Job, 'owner' | 'part' | 'siblings' | 'event'>,
    { code, message }: Reason,
  ): void {
    const { journal } = this.options;
    const { line, hash } = owner;
    const isLast = this.countDown(owner);
    let isKnown = false;
    for (let sibling = siblings[0]; sibling < siblings[1]; sibling += 1) {
      isKnown ||= journal.state.isRejected(line, sibling);
    }
    const entry = isKnown ? undefined : { ...event.replay, rejected: { line, code, message } };
    journal.appendRejected({ kind: 'rejected', line, part, hash, isLast }, entry);
  }

  private countDown(owner: LineJob): boolean {
    owner.left -= 1;
    if (owner.left === 0) {
      this.settled.push(owner.line);
    }
    return owner.left === 0;
  }

  private releaseSettled(): void {
    const settled = this.settled;
    this.settled = [];
    for (const line of settled) {
      this.options.onSettled(line);
    }
  }

  private scheduleIn(milliseconds: number): void {
    clearTimeout(this.paceTimer);
    this.paceTimer = setTimeout(() => {
      this.schedule();
    }, Math.ceil(milliseconds));
  }

  private credentialsError(message: string): DestkitError {
    const keys = this.options.credentialKeys.join(', ') || 'none is marked as a secret';
    return createError('CREDENTIALS_REFUSED', { message, keys });
  }

  private checkIdle(): void {
    const isIdle =
      this.options.limiter.running === 0 &&
      this.concluded.length === 0 &&
      this.settled.length === 0 &&
      (this.stopped !== undefined || this.queues.isEmpty);
    if (isIdle && !this.isScheduled) {
      this.whenIdle?.();
    }
  }
}
