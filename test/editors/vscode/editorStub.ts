import { readFileSync } from 'node:fs';
import * as values from './editorValues';
import { Disposable, EventEmitter, nothingToDispose, Uri, type Diagnostic } from './editorValues';
import { TestController } from './testExplorer';

interface Document {
  uri: Uri;
  languageId: string;
  version: number;
  getText(): string;
}

interface InlayHintsProvider {
  onDidChangeInlayHints(listener: () => void): unknown;
  provideInlayHints(document: Document, range: values.Range, token: object): Promise<{ label: string }[]>;
}

/** The module `vscode` for an extension under test, and what a user sees and does. */
export class EditorStub {
  /** By absolute path. */
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly commands = new Map<string, (...args: unknown[]) => unknown>();
  readonly messages: string[] = [];
  /** Title -> text. */
  readonly reports = new Map<string, string>();
  readonly settingsRead = new Set<string>();
  readonly controllers: TestController[] = [];
  /** What the user chooses next: the start of a label, or a text. */
  readonly answers: string[] = [];
  /** How often the editor was asked to read the inlay hints again. */
  hintRefreshes = 0;
  isTrusted = true;
  settings: Record<string, unknown> = {};
  private hintsProvider: InlayHintsProvider | undefined;
  private readonly documents: Document[] = [];
  private active: { document: Document } | undefined;
  private readonly trusted = new EventEmitter<undefined>();
  private readonly opened = new EventEmitter<Document>();
  private readonly configured = new EventEmitter<{ affectsConfiguration(name: string): boolean }>();
  private contents: { provideTextDocumentContent(uri: Uri): string } | undefined;

  constructor(readonly root: string) {}

  /** What `require('vscode')` returns. */
  get api(): object {
    return rest({
      ...values,
      version: '1.91.0',
      workspace: rest(this.workspace()),
      window: rest(this.window()),
      commands: {
        registerCommand: (name: string, run: () => unknown) => this.register(name, run),
      },
      languages: rest({
        createDiagnosticCollection: () => this.collection(),
        match: () => 1,
        registerInlayHintsProvider: (_: unknown, provider: InlayHintsProvider) => {
          this.hintsProvider = provider;
          provider.onDidChangeInlayHints(() => {
            this.hintRefreshes += 1;
          });
          return nothingToDispose;
        },
      }),
      tests: {
        createTestController: () => {
          const controller = new TestController();
          this.controllers.push(controller);
          return controller;
        },
      },
      TestRunProfileKind: { Run: 1 },
      ConfigurationTarget: { Global: 1, Workspace: 2 },
      ViewColumn: { Beside: -2 },
      LogLevel: {},
      env: { appName: 'stub', language: 'en' },
    });
  }

  /** Opens a file and shows it. */
  open(file: string, languageId: string): void {
    const text = readFileSync(file, 'utf8');
    const document = { uri: Uri.file(file), languageId, version: 1, getText: () => text, isClosed: false };
    this.documents.push(document);
    this.active = { document };
    this.opened.fire(document);
  }

  /** The inlay hints of the file that is shown. */
  async inlayHints(): Promise<string[]> {
    const range = new values.Range(0, 0, 1000, 0);
    const { token } = new values.CancellationTokenSource();
    const found = this.active && this.hintsProvider?.provideInlayHints(this.active.document, range, token);
    return ((await found) ?? []).map(({ label }) => label);
  }

  grantTrust(): void {
    this.isTrusted = true;
    this.trusted.fire(undefined);
  }

  /** Changes a setting, as a user does in the settings. */
  set(name: string, value: unknown): void {
    this.settings = { ...this.settings, [name]: value };
    this.configured.fire({
      affectsConfiguration: (each) => each === 'destkit' || each === `destkit.${name}`,
    });
  }

  /** Runs a command of the palette. */
  async execute(name: string): Promise<void> {
    const run = this.commands.get(name);
    if (!run) {
      throw new Error(`no command ${name}`);
    }
    await run();
  }

  private register(name: string, run: () => unknown): Disposable {
    if (this.commands.has(name)) {
      throw new Error(`command '${name}' already exists`);
    }
    this.commands.set(name, run);
    return new Disposable(() => this.commands.delete(name));
  }

  private workspace(): Record<string, unknown> {
    const stub = this as EditorStub;
    return {
      get isTrusted() {
        return stub.isTrusted;
      },
      workspaceFolders: [{ uri: Uri.file(this.root), name: 'root', index: 0 }],
      textDocuments: this.documents,
      notebookDocuments: [],
      onDidGrantWorkspaceTrust: this.trusted.event,
      onDidOpenTextDocument: this.opened.event,
      onDidChangeConfiguration: this.configured.event,
      createFileSystemWatcher: () => rest({ dispose: () => undefined }),
      getConfiguration: (section: string | undefined) => this.configuration(section),
      registerTextDocumentContentProvider: (_: string, provider: typeof this.contents) => {
        this.contents = provider;
        return nothingToDispose;
      },
      openTextDocument: (uri: Uri) => {
        this.reports.set(uri.path.slice(1), this.contents?.provideTextDocumentContent(uri) ?? '');
        return Promise.resolve({ uri });
      },
    };
  }

  private configuration(section: string | undefined): object {
    // Without a section, the language client asks for `destkit` as a whole, for the server.
    const whole = { ...this.settings };
    return {
      get: (name: string, fallback: unknown) => {
        if (section === undefined) {
          return name === 'destkit' ? whole : fallback;
        }
        if (section === 'destkit') {
          this.settingsRead.add(`destkit.${name}`);
        }
        return this.settings[name] ?? fallback;
      },
      has: () => false,
      inspect: () => undefined,
      update: (name: string, value: unknown) => {
        this.set(name, value);
        return Promise.resolve();
      },
    };
  }

  private window(): Record<string, unknown> {
    const stub = this as EditorStub;
    const show = (message: string) => {
      this.messages.push(message);
      return Promise.resolve(undefined);
    };
    return {
      get activeTextEditor() {
        return stub.active;
      },
      visibleTextEditors: [],
      tabGroups: rest({ all: [] }),
      showInformationMessage: show,
      showWarningMessage: show,
      showErrorMessage: show,
      showTextDocument: () => Promise.resolve(),
      showInputBox: () => Promise.resolve(this.answers.shift()),
      showQuickPick: (items: { label: string }[]) => {
        const answer = this.answers.shift();
        return Promise.resolve(items.find(({ label }) => answer !== undefined && label.includes(answer)));
      },
      createOutputChannel: () => rest({ error: (text: string) => this.messages.push(text) }),
    };
  }

  private collection(): object {
    return {
      set: (uri: Uri, diagnostics: readonly Diagnostic[] | undefined) =>
        this.diagnostics.set(uri.fsPath, diagnostics ?? []),
      delete: (uri: Uri) => this.diagnostics.delete(uri.fsPath),
      clear: () => {
        this.diagnostics.clear();
      },
      dispose: () => undefined,
    };
  }
}

/** An object that also has whatever else the language client looks for: classes, events and functions that do nothing. */
function rest(known: Record<string, unknown>): object {
  const proxy: object = new Proxy(known, {
    get: (target, name) => {
      if (typeof name === 'symbol' || name === 'then' || name in target) {
        return Reflect.get(target, name) as unknown;
      }
      // Kept, so that a class stays the same one.
      target[name] = /^[A-Z]/.test(name) ? class extends values.OtherClass {} : () => nothingToDispose;
      return target[name];
    },
  });
  return proxy;
}
