import { createHistogram } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DestkitError } from '../../runtime/errors/destkitError';
import { AttemptSender } from './deliveryAttempt';
import { Dispatcher } from './dispatcher';
import { partsOf } from './job';
import { InputCheck } from './journal/inputCheck';
import { Journal, type JournalOptions } from './journal/journal';
import { hashLine } from './journal/lineHash';
import type { JournalState } from './journal/state';
import { RateLimiter } from './rateLimiter';
import { createReport, type DeliveryReport } from './report';
import type { Plan, SourceLine } from './request';
import { Router } from './route';
import { Sender } from './send';
import type { Judge } from './verdict';
import { ReadAheadWindow } from './readAheadWindow';

/** The settings of a delivery. */
export interface DeliverySettings {
  /** The maximum number of concurrent requests. */
  concurrency: number;
  /** The maximum number of requests per second; Infinity for no limit. */
  rate: number;
  /**
   * The maximum number of attempts per request and run. After the last one, the request and all later requests of its
   * key stay pending.
   */
  maxAttempts: number;
  /** The timeout of a request including its response, in milliseconds. */
  timeout: number;
  /** The longest wait before the second attempt, in milliseconds; doubled with each further attempt. */
  backoff: number;
  /** The number of lines to read ahead of the oldest unsettled line. */
  window: number;
}

export const defaultSettings: DeliverySettings = {
  concurrency: 16,
  rate: Infinity,
  maxAttempts: 8,
  timeout: 30_000,
  backoff: 250,
  window: 10_000,
};

const LONGEST_BACKOFF_MS = 60_000;
/** Planning lines never yields to the event loop by itself: after this many lines, responses are handled. */
const LINES_A_TURN = 32;

export interface DeliveryOptions {
  settings: DeliverySettings;
  /** Batches of lines, in order; the signal is aborted when no more lines are needed. */
  lines: (signal: AbortSignal) => AsyncIterable<readonly SourceLine[]>;
  plan: Plan;
  judge: Judge;
  /** The only hosts that requests may go to. */
  hosts: readonly string[] | undefined;
  /** An origin that replaces that of each endpoint. */
  endpoint?: string | undefined;
  secretHeaders: readonly string[];
  /** The settings to name if the credentials are refused. */
  credentialKeys: readonly string[];
  journal: Omit<JournalOptions, 'concurrency'>;
  /** Replaces the network in tests. */
  sender?: Pick<Sender, 'send' | 'close'>;
  /** Stops the run, after waiting for requests in flight. */
  signal?: AbortSignal | undefined;
  /** Whether to read the input to its end after a stop, to count the pending lines. */
  countRest: boolean;
}

export interface DeliveryResult {
  report: DeliveryReport;
  /** The error that stopped the run early, if any. */
  error: DestkitError | undefined;
}

/** One run of a delivery. */
export class Delivery {
  private readonly latency = createHistogram();
  private readonly startedAt = performance.now();
  private readonly window: ReadAheadWindow;
  private readonly limiter: RateLimiter;
  private readonly router: Router;
  private readonly stopping = new AbortController();
  private total = 0;
  private takenUp = 0;
  /** The number of lines that this run has settled. */
  settledLines = 0;
  /** The number of lines by result, over all runs of the journal. */
  counts: Readonly<JournalState['counts']> = { delivered: 0, rejected: 0, filtered: 0 };

  /** @throws USAGE, HOST_NOT_ALLOWED for an endpoint that cannot be used */
  constructor(private readonly options: DeliveryOptions) {
    const { settings, hosts, endpoint } = options;
    this.window = new ReadAheadWindow(settings.window);
    this.limiter = new RateLimiter(settings.concurrency, settings.rate);
    this.router = new Router(hosts, endpoint);
  }

  /** @throws JOURNAL_IN_USE, JOURNAL_OTHER, JOURNAL_DAMAGED, JOURNAL_UNWRITABLE, JOURNAL_INPUT_CHANGED */
  async run(): Promise<DeliveryResult> {
    const { settings, signal } = this.options;
    const journal = Journal.open({ ...this.options.journal, concurrency: settings.concurrency });
    this.counts = journal.state.counts;
    const sender = this.options.sender ?? new Sender(settings.concurrency, settings.timeout);
    const dispatcher = this.createDispatcher(journal, sender);
    const interrupt = (): void => {
      dispatcher.stop('interrupted');
    };
    signal?.addEventListener('abort', interrupt);
    try {
      if (signal?.aborted) {
        interrupt();
      }
      const isWholeInput = await this.readAll(journal, dispatcher);
      await dispatcher.drain();
      endRun(journal, dispatcher);
      const { latency, total, startedAt } = this;
      const stoppedBy = dispatcher.stopped?.cause;
      const report = createReport({ journal, latency, total, isWholeInput, startedAt, stoppedBy });
      return { report, error: dispatcher.stopped?.error };
    } catch (error) {
      // Wait for requests in flight, so that the next run does not count them as lost.
      dispatcher.stop('interrupted');
      await dispatcher.drain();
      endRun(journal, dispatcher);
      throw error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
      sender.close();
      journal.close();
    }
  }

  private createDispatcher(journal: Journal, sender: Pick<Sender, 'send'>): Dispatcher {
    const { settings, judge, secretHeaders, credentialKeys } = this.options;
    const { maxAttempts, backoff } = settings;
    const lowerCase = new Set(secretHeaders.map((name) => name.toLowerCase()));
    return new Dispatcher({
      journal,
      attemptSender: new AttemptSender({ router: this.router, sender, judge, secretHeaders: lowerCase }),
      limiter: this.limiter,
      latency: this.latency,
      backoff: { base: backoff, longest: Math.max(backoff, LONGEST_BACKOFF_MS), random: Math.random },
      maxAttempts,
      credentialKeys,
      onSettled: (line) => {
        this.settledLines += 1;
        this.window.settle(line);
      },
      onStop: () => {
        this.window.release();
        this.stopping.abort();
      },
    });
  }

  /** Reads the input and passes on the unfinished lines. Returns whether it was read to its end. */
  private async readAll(journal: Journal, dispatcher: Dispatcher): Promise<boolean> {
    const check = new InputCheck(journal.state);
    /** Lines to resume, held back until their block is known to be unchanged. */
    let held: { line: SourceLine; hash: string }[] = [];
    let previous = 0;
    for await (const batch of this.options.lines(this.stopping.signal)) {
      for (const source of batch) {
        this.total += 1;
        if (dispatcher.stopped) {
          if (this.options.countRest) {
            continue;
          }
          return false;
        }
        const { line, text } = source;
        const hash = hashLine(text);
        check.take(line, hash);
        this.recordBlanks(journal, previous + 1, line - 1);
        previous = line;
        if (!journal.state.isFinished(line)) {
          held.push({ line: source, hash });
        }
        if (held.length > 0 && check.isThrough) {
          for (const one of held) {
            await this.takeUp(one.line, one.hash, journal, dispatcher);
          }
          held = [];
        }
      }
    }
    if (!dispatcher.stopped) {
      check.finish();
    }
    return !dispatcher.stopped || this.options.countRest;
  }

  private async takeUp(
    source: SourceLine,
    hash: string,
    journal: Journal,
    dispatcher: Dispatcher,
  ): Promise<void> {
    const { line } = source;
    const { state } = journal;
    const parts = partsOf(await this.options.plan(source));
    const open = parts.flatMap((part, index) => (state.isDone(line, index) ? [] : [{ part, index }]));
    // The window comes last, so a stop during its wait leaves no line half-processed.
    const full = this.window.admit(line);
    if (open.length === 0) {
      dispatcher.addFiltered(line, hash);
    }
    const owner = { line, hash, left: open.length };
    this.takenUp += 1;
    for (const { part, index } of open) {
      dispatcher.add(owner, index, part);
    }
    await (full ?? (this.takenUp % LINES_A_TURN === 0 ? nextTurn() : undefined));
  }

  private recordBlanks(journal: Journal, from: number, to: number): void {
    if (to >= from && !journal.state.isSettled(to)) {
      journal.append({ kind: 'blank', from, to });
    }
  }
}

function endRun(journal: Journal, { stopped }: Dispatcher): void {
  if (stopped?.cause !== 'journal') {
    journal.end();
  }
}
