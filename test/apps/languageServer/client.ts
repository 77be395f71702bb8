import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';

const main = join(__dirname, '../../../dist/apps/cli/main.js');

/** An editor that speaks to a language server of its own over stdin and stdout. */
export class Client {
  readonly connection: ProtocolConnection;
  /** By file, relative to the root. */
  readonly diagnostics = new Map<string, Diagnostic[]>();
  /** The text of what `window/showDocument` and `window/showMessage` show. */
  readonly messages: string[] = [];
  private readonly texts = new Map<string, { version: number; text: string }>();
  private readonly process: ChildProcessWithoutNullStreams;
  /** The name of the event whose values are shown. */
  example: string | undefined;
  /** How many changes were sent. */
  private edits = 0;
  private readonly waiting = new Map<string, (() => void)[]>();

  private constructor(
    readonly root: string,
    private readonly settings: object,
  ) {
    this.process = spawn(process.execPath, [main, 'language-server', '--stdio'], { cwd: root });
    this.process.stderr.on('data', (text: Buffer) => {
      this.messages.push(`stderr: ${String(text)}`);
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.process.stdout),
      new StreamMessageWriter(this.process.stdin),
    );
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: PublishDiagnosticsParams) => {
        this.diagnostics.set(this.name(uri), diagnostics);
      },
    );
    this.connection.onNotification('destkit/checked', ({ edits }: { edits: number }) => {
      if (edits >= this.edits) {
        this.resume('checked');
      }
    });
    this.connection.onNotification('destkit/example', ({ name }: { name?: string }) => {
      this.example = name;
      this.resume('example');
    });
    this.connection.onNotification('destkit/goldenUse', () => {
      this.resume('goldenUse');
    });
    this.connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      this.messages.push(message);
    });
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('workspace/codeLens/refresh', () => null);
    this.connection.onRequest('workspace/inlayHint/refresh', () => null);
    this.connection.onRequest('workspace/configuration', ({ items }: { items: object[] }) =>
      items.map(() => this.settings),
    );
    this.connection.listen();
  }

  /** Starts a server for a folder, and waits until it has checked what is there. */
  static async start(root: string, settings: object = {}): Promise<Client> {
    const client = new Client(root, settings);
    await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(root).href,
      workspaceFolders: [{ uri: pathToFileURL(root).href, name: 'root' }],
      capabilities: {
        textDocument: { completion: { completionItem: { snippetSupport: true } } },
        workspace: {
          applyEdit: true,
          configuration: true,
          codeLens: { refreshSupport: true },
          inlayHint: { refreshSupport: true },
        },
      },
    });
    const ready = client.untilChecked();
    await client.connection.sendNotification('initialized', {});
    await ready;
    return client;
  }

  /** The process that serves, to measure it. */
  get pid(): number | undefined {
    return this.process.pid;
  }

  get isRunning(): boolean {
    return this.process.exitCode === null;
  }

  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await ended;
    this.connection.dispose();
    return code;
  }

  uri(file: string): string {
    return pathToFileURL(join(this.root, file)).href;
  }

  name(uri: string): string {
    return relative(this.root, fileURLToPath(uri));
  }

  text(file: string): string {
    return this.texts.get(file)?.text ?? readFileSync(join(this.root, file), 'utf8');
  }

  /** Waits for the next time that the server has checked what was sent. */
  untilChecked(): Promise<void> {
    return this.until('checked');
  }

  private resume(name: string): void {
    const waiting = this.waiting.get(name) ?? [];
    this.waiting.delete(name);
    waiting.forEach((each) => {
      each();
    });
  }

  /** Waits for a notification: the example has run, or it is known which goldens take which steps. */
  until(name: 'checked' | 'example' | 'goldenUse'): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.set(name, [...(this.waiting.get(name) ?? []), resolve]);
    });
  }

  /** Opens a file, and waits until it is checked. */
  async open(file: string): Promise<void> {
    const text = this.text(file);
    this.texts.set(file, { version: 1, text });
    const checked = this.untilChecked();
    this.edits += 1;
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uri(file), languageId: 'yaml', version: 1, text },
    });
    await checked;
  }

  /** Replaces the first occurrence of a text without waiting. */
  async replace(file: string, before: string, after: string): Promise<void> {
    const start = this.text(file).indexOf(before);
    if (start < 0) {
      throw new Error(`${file} has no ${before}`);
    }
    await this.splice(file, start, before.length, after);
  }

  /** Replaces characters of an open file without waiting. */
  async splice(file: string, start: number, length: number, inserted: string): Promise<void> {
    const { version, text } = this.texts.get(file) ?? { version: 1, text: this.text(file) };
    const range = { start: positionAt(text, start), end: positionAt(text, start + length) };
    this.texts.set(file, {
      version: version + 1,
      text: text.slice(0, start) + inserted + text.slice(start + length),
    });
    this.edits += 1;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(file), version: version + 1 },
      contentChanges: [{ range, text: inserted }],
    });
  }

  /** Gives an open file another text, and waits until it is checked. */
  async change(file: string, before: string, after: string): Promise<void> {
    const checked = this.untilChecked();
    await this.replace(file, before, after);
    await checked;
  }

  /** The result of a request about a position: that of a string in the file, or of the `|` in it. */
  at<T>(method: string, file: string, place: string, rest: object = {}): Promise<T> {
    return this.connection.sendRequest(method, {
      textDocument: { uri: this.uri(file) },
      position: this.position(file, place),
      ...rest,
    });
  }

  /** The position of the `|` in a string of the file, or of its start if it has no `|`. */
  position(file: string, place: string): Position {
    const [before = '', after = ''] = place.includes('|') ? place.split('|') : ['', place];
    const start = this.text(file).indexOf(before + after);
    if (start < 0) {
      throw new Error(`${file} has no ${place}`);
    }
    return positionAt(this.text(file), start + before.length);
  }

  positionAt(file: string, offset: number): Position {
    return positionAt(this.text(file), offset);
  }

  /** The result of a request about a file. */
  of<T>(method: string, file: string, rest: object = {}): Promise<T> {
    return this.connection.sendRequest(method, { textDocument: { uri: this.uri(file) }, ...rest });
  }

  /** The characters of a range. */
  slice(file: string, { start, end }: Range): string {
    const text = this.text(file);
    return text.slice(offsetAt(text, start), offsetAt(text, end));
  }

  /** The texts of the files after an edit. */
  applied({ changes = {} }: WorkspaceEdit): Map<string, string> {
    return new Map(
      Object.entries(changes).map(([uri, edits]) => {
        const file = this.name(uri);
        const text = this.text(file);
        const sorted = [...edits].sort(
          (a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start),
        );
        const edited = sorted.reduce(
          (result, { range, newText }) =>
            result.slice(0, offsetAt(text, range.start)) + newText + result.slice(offsetAt(text, range.end)),
          text,
        );
        return [file, edited];
      }),
    );
  }
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function offsetAt(text: string, { line, character }: Position): number {
  const before = text.split('\n').slice(0, line);
  return before.reduce((sum, each) => sum + each.length + 1, 0) + character;
}
