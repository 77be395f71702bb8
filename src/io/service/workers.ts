import cluster, { type Worker } from 'node:cluster';
import { join } from 'node:path';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { createError } from '../../runtime/errors/destkitError';
import type { Log, LogLevel } from './log';
import { addSnapshot, emptySnapshot, type Snapshot } from './metrics/snapshot';
import type { ServiceSettings } from './service';
import type { FromPrimary, FromWorker, WorkerTask } from './workerMessages';

/** A worker that lived shorter than this is replaced after a pause, so that a fault at the start is no fork storm. */
const SHORT_LIFE_MS = 1000;
const PAUSE_MS = 1000;
const GRACE_MS = 5000;

/** From the package's folder, because the command line is one file that lies elsewhere. */
const workerMain = join(nodeFiles.packageRoot, 'dist/io/service/workerMain.js');

export interface WorkersOptions {
  count: number;
  settings: ServiceSettings;
  version: string;
  logLevel: LogLevel;
  log: Log;
}

/** Several processes that share one port; one that dies is replaced. */
export interface Workers {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Starts the workers. They answer calls when the promise resolves.
 *
 * @throws WORKERS_FAILED when one of them cannot start
 */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { settings, version, logLevel } = options;
  const task: WorkerTask = { settings, version, logLevel };
  // The workers accept by themselves: a worker that hangs, or dies, takes no connection with it that the others could answer.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ exec: workerMain, args: [JSON.stringify(task)] });
  const team = new Team(options);
  return { origin: await team.start(), close: () => team.close() };
}

class Team {
  private readonly figures = new Map<number, Snapshot>();
  /** What workers counted that are no more: a counter must not go down. */
  private readonly retired = emptySnapshot();
  private isEnding = false;

  constructor(private readonly options: WorkersOptions) {}

  async start(): Promise<string> {
    const starting = Array.from({ length: this.options.count }, () => this.fork());
    try {
      const [origin = ''] = await Promise.all(starting);
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

  /** Resolves with the address once the worker serves. */
  private fork(): Promise<string> {
    const worker = cluster.fork();
    const started = performance.now();
    const { log } = this.options;
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') {
          log('info', 'a worker serves', { worker: worker.process.pid });
          for (const other of this.workers().filter((each) => each !== worker)) {
            tell(other, { kind: 'share' });
          }
          resolve(message.origin);
        } else if (message.kind === 'failed') {
          reject(createError('WORKERS_FAILED', { problem: message.message }));
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

  private bury(worker: Worker, code: number, signal: string, lifetime: number): void {
    const figures = this.figures.get(worker.id);
    if (figures) {
      addSnapshot(this.retired, figures, false);
      this.figures.delete(worker.id);
    }
    if (this.isEnding) {
      return;
    }
    const { log } = this.options;
    log('error', 'a worker died and is replaced', { worker: worker.process.pid, code, signal });
    addSnapshot(this.retired, { ...emptySnapshot(), counters: { destkit_worker_restarts_total: 1 } });
    const replace = (): void => {
      if (!this.isEnding) {
        this.fork().catch(() => {
          log('error', 'a worker could not start');
        });
      }
    };
    setTimeout(replace, lifetime < SHORT_LIFE_MS ? PAUSE_MS : 0);
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
