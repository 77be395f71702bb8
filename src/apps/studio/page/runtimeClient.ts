import type { FileChange, FolderSnapshot, SchemaCode, StudioFile } from '../contract';
import type { Answer, Evaluation, FromWorker, Question, ToWorker } from '../worker/messages';
import type { Api } from './api';
import type { Model } from './model';
import { Watchdog } from './watchdog';

/** Communicates with the runtime in the worker: sends it changes, and passes its results to the page. */
export class RuntimeClient {
  private worker = this.startWorker();
  private snapshot: FolderSnapshot | undefined;
  private goldenRoot: string | undefined;
  /** The files of the destination as the worker has them. */
  private readonly files = new Map<string, string>();
  /** The events that have blocked a worker with the current files, as JSON. */
  private readonly blockedEvents = new Set<string>();
  private blockedGolden: string | undefined;
  private readonly watchdog = new Watchdog((evaluation) => {
    this.restart(evaluation);
  });
  /** The number of messages sent, in all, and up to the last file and the last event. */
  private readonly sent = { all: 0, file: 0, selectedEvent: 0 };
  private readonly asked = new Map<number, (answer: Answer) => void>();
  private last = 0;

  constructor(
    private readonly api: Api,
    private readonly model: Model,
  ) {
    model.on('changed', ({ file }) => {
      this.tell(file.path, file.text);
    });
    model.on('selectedEvent', () => {
      this.sendEvent();
    });
  }

  open(snapshot: FolderSnapshot): void {
    this.snapshot = snapshot;
    snapshot.files.forEach(({ path, text }) => this.files.set(path, text));
    this.post({ kind: 'folder', snapshot });
  }

  openGoldens(root: string, files: StudioFile[]): void {
    this.goldenRoot = root;
    this.post({ kind: 'goldens', root, files, blocked: this.blockedGolden });
  }

  /** Sends the current version of a file; without text if it was deleted. */
  tell(path: string, text: string | undefined): void {
    if (!path.startsWith(`${this.model.goldenRoot}/`)) {
      // A file that is saved has not changed for the worker.
      if (this.files.get(path) === text) {
        return;
      }
      if (text === undefined) {
        this.files.delete(path);
      } else {
        this.files.set(path, text);
      }
      this.blockedEvents.clear();
    }
    this.blockedGolden = undefined;
    this.post({ kind: 'file', path, text });
    this.sent.file = this.sent.all;
  }

  ask(question: Question): Promise<Answer> {
    this.last += 1;
    const id = this.last;
    this.post({ kind: 'question', id, question });
    return new Promise((resolve) => this.asked.set(id, resolve));
  }

  /** A file has changed on disk. */
  takeChange(change: FileChange): void {
    const { model } = this;
    const { path, text, hash } = change;
    if (!path.startsWith(`${model.goldenRoot}/`)) {
      if (!model.files.has(path) && text !== undefined) {
        model.add(change);
        this.tell(path, text);
      }
      model.takeChange(change);
    } else if (model.goldenFiles.get(path)?.hash !== hash) {
      if (text === undefined) {
        model.goldenFiles.delete(path);
      } else {
        model.goldenFiles.set(path, change);
      }
      this.tell(path, text);
    }
  }

  private startWorker(): Worker {
    const worker = new Worker('/worker.js');
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      this.receive(data);
    });
    worker.addEventListener('error', ({ message }) => {
      this.model.emit('message', `The runtime has failed: ${message}`);
    });
    return worker;
  }

  /** Replaces a blocked worker. What blocked it is not run again, unless it has changed meanwhile. */
  private restart({ golden, received }: Evaluation): void {
    const { model, sent, snapshot } = this;
    this.worker.terminate();
    this.asked.forEach((resolve) => {
      resolve(undefined);
    });
    this.asked.clear();
    if (received >= sent.file) {
      if (golden !== undefined) {
        this.blockedGolden = golden;
      } else if (received >= sent.selectedEvent) {
        this.blockedEvents.add(JSON.stringify(model.selectedEvent));
      }
    }
    Object.assign(sent, { all: 0, file: 0, selectedEvent: 0 });
    this.worker = this.startWorker();
    if (snapshot) {
      const files = [...this.files].map(([path, text]) => ({ path, text, hash: '' }));
      this.post({ kind: 'folder', snapshot: { ...snapshot, files } });
    }
    if (this.goldenRoot !== undefined) {
      this.openGoldens(this.goldenRoot, [...model.goldenFiles.values()]);
    }
    this.sendEvent();
  }

  private sendEvent(): void {
    const { selectedEvent } = this.model;
    if (selectedEvent) {
      const isBlocked = this.blockedEvents.has(JSON.stringify(selectedEvent));
      this.post({ kind: 'selectedEvent', selectedEvent, isBlocked });
      this.sent.selectedEvent = this.sent.all;
    }
  }

  private post(message: ToWorker): void {
    this.sent.all += 1;
    this.worker.postMessage(message);
  }

  /** A schema whose code cannot be loaded counts as invalid. */
  private async sendSchemaCode(texts: readonly string[]): Promise<void> {
    const schemas = texts.map((text) =>
      this.api
        .schemaCode(text)
        .catch((error: unknown): SchemaCode => ({ text, problem: (error as Error).message })),
    );
    this.post({ kind: 'schemaCode', schemas: await Promise.all(schemas) });
  }

  private receive(message: FromWorker): void {
    const { model } = this;
    switch (message.kind) {
      case 'evaluating':
        this.watchdog.watch(message);
        break;
      case 'evaluated':
        this.watchdog.watch(undefined);
        break;
      case 'schemas':
        void this.sendSchemaCode(message.texts);
        break;
      case 'about':
        model.emit('about', message.about);
        break;
      case 'result':
        model.result = message.result;
        model.emit('result', message);
        break;
      case 'trace':
        model.emit('trace', message.trace);
        break;
      case 'findings':
        model.findings = message.findings;
        model.emit('findings', message.findings);
        break;
      case 'rows':
        model.rows = message.rows;
        model.emit('rows', message.rows);
        break;
      case 'states':
        for (const [index, state, note] of message.states) {
          Object.assign(model.rows[index] ?? {}, { state, note });
        }
        model.emit('states', message);
        break;
      case 'fields':
        model.emit('fields', message.fields);
        break;
      case 'answer':
        this.asked.get(message.id)?.(message.answer);
        this.asked.delete(message.id);
        break;
      case 'branches':
        model.emit('branches', message.branches);
    }
  }
}
