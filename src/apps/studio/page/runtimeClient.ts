import type { FileChange, FolderSnapshot, SchemaCode, StudioFile } from '../contract';
import type { Answer, FromWorker, Question, ToWorker } from '../worker/messages';
import type { Api } from './api';
import type { Model } from './model';

/** Communicates with the runtime in the worker: sends it changes, and passes its results to the page. */
export class RuntimeClient {
  private readonly worker = new Worker('/worker.js');
  private readonly asked = new Map<number, (answer: Answer) => void>();
  private last = 0;

  constructor(
    private readonly api: Api,
    private readonly model: Model,
  ) {
    this.worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      this.receive(data);
    });
    this.worker.addEventListener('error', ({ message }) => {
      model.emit('message', `The runtime has failed: ${message}`);
    });
    model.on('changed', ({ file }) => {
      this.tell(file.path, file.text);
    });
    model.on('selectedEvent', (selectedEvent) => {
      this.post({ kind: 'selectedEvent', selectedEvent });
    });
  }

  open(snapshot: FolderSnapshot): void {
    this.post({ kind: 'folder', snapshot });
  }

  openGoldens(root: string, files: StudioFile[]): void {
    this.post({ kind: 'goldens', root, files });
  }

  tell(path: string, text: string | undefined): void {
    this.post({ kind: 'file', path, text });
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

  private post(message: ToWorker): void {
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
