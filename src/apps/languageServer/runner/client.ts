import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import type { Call, CallName, FromRunner, RunnerCalls, ToRunner } from './contract';

/** From the package's folder, because the command line is one file that lies elsewhere. */
const FILE = join(nodeFiles.packageRoot, 'dist/apps/languageServer/runner/main.js');

/** How long the thread may give no answer while one is due, in milliseconds; all goldens of a destination take seconds. */
const SILENCE_LIMIT = 60_000;

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Calls the thread that runs destinations. It is started with the first call, and again when it has ended. */
export class RunnerClient {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly root: string,
    private readonly allowCode: boolean,
    private readonly texts: ReadonlyMap<string, string>,
    private readonly silenceLimit = SILENCE_LIMIT,
  ) {}

  /** Passes on the text of an open file. */
  setText(path: string, text: string | undefined): void {
    this.worker?.postMessage({ kind: 'text', path, text } satisfies ToRunner);
  }

  /** @throws what keeps the thread from a result, as one message */
  call<Name extends CallName>(
    name: Name,
    params: RunnerCalls[Name]['params'],
  ): Promise<RunnerCalls[Name]['result']> {
    this.worker ??= this.start();
    this.last += 1;
    const call: Call = { id: this.last, name, params };
    const { worker } = this;
    return new Promise<unknown>((resolve, reject) => {
      this.waiting.set(call.id, { resolve, reject });
      this.timer ??= this.watch(worker);
      worker.postMessage({ kind: 'call', call } satisfies ToRunner);
    }) as Promise<RunnerCalls[Name]['result']>;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(FILE);
    const post = (message: ToRunner): void => {
      worker.postMessage(message);
    };
    post({ kind: 'start', root: this.root, allowCode: this.allowCode });
    this.texts.forEach((text, path) => {
      post({ kind: 'text', path, text });
    });
    worker.on('message', ({ id, result, problem }: FromRunner) => {
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      clearTimeout(this.timer);
      this.timer = this.waiting.size > 0 ? this.watch(worker) : undefined;
      if (problem === undefined) {
        waiting?.resolve(result);
      } else {
        waiting?.reject(new Error(problem));
      }
    });
    const end = (error: Error): void => {
      this.end(worker, error);
    };
    worker.on('error', end).on('exit', () => {
      end(new Error('the thread that runs destinations has ended'));
    });
    worker.unref();
    return worker;
  }

  /** Ends a thread that gives no answer: a regular expression may block it, and nothing else can stop that. */
  private watch(worker: Worker): NodeJS.Timeout {
    const block = (): void => {
      const seconds = String(this.silenceLimit / 1000);
      const cause = 'a regular expression may backtrack without end (lint reports it: slow-regex)';
      this.end(worker, new Error(`the workflow has not come to an end after ${seconds} s: ${cause}`));
      void worker.terminate();
    };
    return setTimeout(block, this.silenceLimit).unref();
  }

  private end(worker: Worker, error: Error): void {
    if (this.worker !== worker) {
      return;
    }
    this.worker = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.forEach((each) => {
      each.reject(error);
    });
    this.waiting.clear();
  }
}
