import cluster, { type Worker } from 'node:cluster';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { createError } from '../../runtime/errors/destkitError';
import { BlockingEvents } from './blocking/blockingEvents';
import { describeIdentity } from './blocking/eventIdentity';
import { MONITOR_FD, type BlockReport } from './blocking/report';
import { kindOf, type Log, type LogLevel } from './log';
import type { MetricName } from './metrics/metrics';
import { addSnapshot, emptySnapshot, type Snapshot } from './metrics/snapshot';
import type { ServiceSettings } from './service';
import { unpackError, type FromPrimary, type FromWorker, type WorkerTask } from './workerMessages';

/**
 * A worker that ended within this time is replaced after a pause, so that an error at the start does not cause a fork
 * storm.
 */
const SHORT_LIFE_MS = 1000;
const PAUSE_MS = 1000;
const GRACE_MS = 5000;
/** A blocked worker is stopped when another one serves, or after this time. */
const REPLACE_MS = 10_000;

/** Relative to the package's folder, because the command line is a single file in another folder. */
const workerMain = join(nodeFiles.packageRoot, 'dist/io/service/workerMain.js');

export interface WorkersOptions {
  count: number;
  settings: ServiceSettings;
  version: string;
  logLevel: LogLevel;
  log: Log;
}

/** Processes that share one port; a process that dies or is blocked for too long is replaced. */
export interface Workers {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Starts the workers. They answer calls when the promise resolves.
 *
 * @throws the error that prevents them from serving: DESTINATION_INVALID, PORT_UNUSABLE, ...; WORKERS_FAILED if one
 * ends before it serves
 */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  // The workers accept connections themselves, so a worker that hangs or dies takes no connection that others could
  // serve.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const pool = new WorkerPool(options);
  return { origin: await pool.start(), close: () => pool.close() };
}

class WorkerPool {
  private readonly figures = new Map<number, Snapshot>();
  /** The counters of workers that have ended: a counter must not decrease. */
  private readonly retired = emptySnapshot();
  private readonly blocking = new BlockingEvents();
  /** Workers that are known to accept calls. */
  private readonly serving = new Set<Worker>();
  /** Workers that have been replaced by others. */
  private readonly replaced = new Set<Worker>();
  private port: number | undefined;
  private isEnding = false;

  constructor(private readonly options: WorkersOptions) {}

  async start(): Promise<string> {
    this.prepareForks(this.options.settings);
    const starting = Array.from({ length: this.options.count }, () => this.fork());
    try {
      const [origin = ''] = await Promise.all(starting);
      this.port = Number(new URL(origin).port);
      return origin;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.isEnding = true;
    await Promise.all(
      this.workers().map(
        (worker) =>
          new Promise<void>((resolve) => {
            const timer = setTimeout(
              () => worker.process.kill('SIGKILL'),
              this.options.settings.drainTimeout + GRACE_MS,
            );
            worker.on('exit', () => {
              clearTimeout(timer);
              resolve();
            });
            if (worker.isDead()) {
              resolve();
            }
            tell(worker, { kind: 'end' });
          }),
      ),
    );
  }

  private prepareForks(settings: ServiceSettings): void {
    const { version, logLevel } = this.options;
    const task: WorkerTask = { settings, version, logLevel };
    const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
    stdio[MONITOR_FD] = 'pipe';
    cluster.setupPrimary({ exec: workerMain, args: [JSON.stringify(task)], stdio });
  }

  /** Resolves with the address when the worker serves. */
  private fork(): Promise<string> {
    const worker = cluster.fork();
    const started = performance.now();
    const { log } = this.options;
    tell(worker, { kind: 'blockers', blockers: this.blocking.known });
    const reports = createInterface({ input: worker.process.stdio[MONITOR_FD] as Readable });
    reports.on('line', (line) => void this.endBlocked(worker, JSON.parse(line) as BlockReport));
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') {
          log('info', 'a worker serves', { worker: worker.process.pid });
          this.serving.add(worker);
          for (const other of this.workers().filter((each) => each !== worker)) {
            tell(other, { kind: 'share' });
          }
          resolve(message.origin);
        } else if (message.kind === 'failed') {
          reject(unpackError(message.error));
        } else {
          this.figures.set(worker.id, message.figures);
          if (message.kind === 'collect') {
            tell(worker, { kind: 'collected', number: message.number, figures: this.sum() });
          }
        }
      });
      worker.on('error', () => undefined);
      worker.on('exit', (code, signal) => {
        reject(createError('WORKERS_FAILED', { problem: 'a worker ended before it served' }));
        this.bury(worker, code, signal, performance.now() - started);
      });
    });
  }

  /**
   * Stops a blocked worker. If no other worker serves, its replacement is started first: the port closes with the
   * last worker, and rudder-server exits if it cannot connect for a few seconds.
   */
  private async endBlocked(worker: Worker, { milliseconds, event }: BlockReport): Promise<void> {
    this.serving.delete(worker);
    const { log } = this.options;
    const named = { ...describeIdentity(event), milliseconds };
    log('error', 'a worker is blocked and is replaced', { worker: worker.process.pid, ...named });
    this.count('destkit_worker_blocks_total');
    if (event !== '') {
      if (this.blocking.add(event)) {
        log('error', 'what has blocked workers is refused from now on', describeIdentity(event));
      }
      for (const each of this.workers()) {
        tell(each, { kind: 'blockers', blockers: this.blocking.known });
      }
    }
    // Before the service is up, what blocks is a workflow that runs for the first time, and would block the next worker.
    if (!this.isEnding && this.port !== undefined) {
      this.replaced.add(worker);
      const replacing = this.replace();
      if (this.serving.size === 0) {
        await Promise.race([replacing, new Promise((resolve) => setTimeout(resolve, REPLACE_MS))]);
      }
    }
    worker.process.kill('SIGKILL');
  }

  private bury(worker: Worker, code: number, signal: string, lifetime: number): void {
    this.serving.delete(worker);
    const figures = this.figures.get(worker.id);
    if (figures) {
      addSnapshot(this.retired, figures, false);
      this.figures.delete(worker.id);
    }
    if (this.isEnding) {
      return;
    }
    this.count('destkit_worker_restarts_total');
    if (this.replaced.delete(worker)) {
      return;
    }
    const { log } = this.options;
    log('error', 'a worker died and is replaced', { worker: worker.process.pid, code, signal });
    setTimeout(() => void this.replace(), lifetime < SHORT_LIFE_MS ? PAUSE_MS : 0);
  }

  /**
   * Resolves when another worker serves, or has failed to start; in the latter case the exit of the blocked worker
   * starts another one.
   */
  private async replace(): Promise<void> {
    if (!this.isEnding) {
      if (this.workers().length === 0 && this.port !== undefined) {
        // The port was closed with the last worker; with port 0, the next worker would get a different one.
        this.prepareForks({ ...this.options.settings, port: this.port });
      }
      await this.fork().catch((error: unknown) => {
        this.options.log('error', 'a worker could not start', { kind: kindOf(error) });
      });
    }
  }

  private count(name: MetricName): void {
    addSnapshot(this.retired, { ...emptySnapshot(), counters: { [name]: 1 } });
  }

  private workers(): Worker[] {
    return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  }

  private sum(): Snapshot {
    const sum = emptySnapshot();
    addSnapshot(sum, this.retired);
    for (const figures of this.figures.values()) {
      addSnapshot(sum, figures);
    }
    return sum;
  }
}

function tell(worker: Worker, message: FromPrimary): void {
  if (worker.isConnected()) {
    worker.send(message, () => undefined);
  }
}
