import { EventEmitter, Uri, window, workspace, type Disposable } from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
  type Executable,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import { refreshInlayHints } from './inlayHints';
import { findServer } from './serverProgram';

/** What the server's commands take. */
export interface CommandArguments {
  uri: string | undefined;
  golden?: string;
  field?: string;
}

/** The connection to `destkit language-server`. */
export class DestkitClient implements Disposable {
  /** The URIs of the destination folders that the server has checked. */
  readonly folders = new Set<string>();
  private readonly checked = new EventEmitter<string>();
  /** Fires with the URI of a destination folder each time that the server has checked it. */
  readonly onDidCheck = this.checked.event;
  private readonly watcher = workspace.createFileSystemWatcher('**/*.{yaml,yml,json,jsonata}');
  private client: LanguageClient | undefined;
  private restarting = Promise.resolve();
  private starting: Promise<void> | undefined;
  private quietCalls = 0;

  async start(): Promise<void> {
    const settings = workspace.getConfiguration('destkit');
    const roots = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    const program = findServer(roots, settings.get('server', ''));
    if (!program) {
      const problem = 'destkit is not in node_modules of this workspace';
      void window.showWarningMessage(
        `${problem}: install it, or name the program in the setting destkit.server`,
      );
      return;
    }
    const allowCode = settings.get<boolean>('allowCode', false) ? ['--allow-code'] : [];
    const { command, args, cwd, env } = program;
    const server: Executable = {
      command,
      args: [...args, 'language-server', ...allowCode],
      transport: TransportKind.stdio,
      options: { cwd, env },
    };
    const client = new LanguageClient('destkit', 'destkit', server, this.options());
    client.onNotification('destkit/checked', ({ folder }: { folder: string }) => {
      this.folders.add(folder);
      this.checked.fire(folder);
    });
    this.client = client;
    // The client itself shows why it does not start.
    this.starting = client.start().catch(() => undefined);
    await this.starting;
  }

  async stop(): Promise<void> {
    const { client, starting } = this;
    this.client = undefined;
    this.folders.clear();
    // A client that is starting cannot be stopped.
    await starting;
    // It rejects when the server has ended already, or did not start.
    await client?.dispose().catch(() => undefined);
  }

  /** Restarts follow each other: two servers at once would register the same commands. */
  restart(): Promise<void> {
    this.restarting = this.restarting.then(() => this.stop()).then(() => this.start());
    return this.restarting;
  }

  /** Makes the server ask for its settings again. */
  async changedSettings(): Promise<void> {
    if (this.client?.isRunning() === true) {
      await this.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    }
  }

  /** Runs a command of the server, which also shows a message. @throws what to tell the user */
  async run<Result>(command: string, given: CommandArguments): Promise<Result> {
    if (this.client?.isRunning() !== true) {
      throw new Error('the destkit server is not running');
    }
    return this.client.sendRequest<Result>('workspace/executeCommand', { command, arguments: [given] });
  }

  /** Runs a command of the server without its message: the caller shows the result itself. */
  async runQuietly<Result>(command: string, given: CommandArguments): Promise<Result> {
    this.quietCalls += 1;
    try {
      return await this.run<Result>(command, given);
    } finally {
      this.quietCalls -= 1;
    }
  }

  dispose(): void {
    void this.stop();
    this.watcher.dispose();
    this.checked.dispose();
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: ['yaml', 'json', 'jsonata'].map((language) => ({ scheme: 'file', language })),
      // Requests that fail, as they do while the server is restarted, are in the output only.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: {
        fileEvents: this.watcher,
      },
      middleware: {
        workspace: {
          configuration: async (params, token, next) => {
            const values = await next(params, token);
            // The server has the new settings only after this answer.
            setTimeout(() => {
              refreshInlayHints(this.client);
            });
            return values;
          },
        },
      },
      connectionOptions: {
        messageStrategy: {
          handleMessage: (message, next) => {
            // The server sends the message of a command before its result.
            if (!('method' in message && message.method === 'window/showMessage' && this.quietCalls > 0)) {
              void next(message);
            }
          },
        },
      },
    };
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A file of a destination folder, from which the server knows which one is meant. */
export function manifestOf(folder: string): string {
  return Uri.joinPath(Uri.parse(folder), 'destination.yaml').toString();
}
