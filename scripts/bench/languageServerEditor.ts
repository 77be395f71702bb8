import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Position,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { nodeFiles } from '../../dist/runtime/destination/nodeFiles';

export interface OpenFile {
  uri: string;
  version: number;
  text: string;
}

/** An editor without a screen. */
export class Editor {
  private waiting: (() => void)[] = [];

  private constructor(
    private readonly server: ChildProcessWithoutNullStreams,
    private readonly connection: ProtocolConnection,
  ) {
    connection.onNotification('destkit/checked', () => {
      this.waiting.splice(0).forEach((resume) => {
        resume();
      });
    });
  }

  static async start(root: string): Promise<Editor> {
    const main = join(nodeFiles.packageRoot, 'dist/apps/cli/main.js');
    const server = spawn(process.execPath, [main, 'language-server', '--stdio'], { cwd: root });
    server.stderr.pipe(process.stderr);
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const editor = new Editor(server, connection);
    connection.listen();
    const uri = pathToFileURL(root).href;
    const folders = [{ uri, name: 'bench' }];
    await connection.sendRequest('initialize', {
      processId: process.pid,
      workspaceFolders: folders,
      capabilities: {},
    });
    const checked = editor.untilChecked();
    await connection.sendNotification('initialized', {});
    await checked;
    return editor;
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
  }

  async open(path: string, text: string): Promise<OpenFile> {
    const file = { uri: pathToFileURL(path).href, version: 1, text };
    const checked = this.untilChecked();
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: file.uri, languageId: 'yaml', version: 1, text },
    });
    await checked;
    return file;
  }

  async splice(file: OpenFile, start: number, length: number, inserted: string): Promise<void> {
    const range = { start: positionAt(file.text, start), end: positionAt(file.text, start + length) };
    file.text = file.text.slice(0, start) + inserted + file.text.slice(start + length);
    file.version += 1;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: file.uri, version: file.version },
      contentChanges: [{ range, text: inserted }],
    });
  }

  request(method: string, { uri, text }: OpenFile, offset: number): Promise<unknown> {
    return this.connection.sendRequest(method, {
      textDocument: { uri },
      position: positionAt(text, offset),
    });
  }

  untilChecked(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** What the process has in memory, as Linux tells it; NaN elsewhere. */
  megabytes(): number {
    try {
      const status = readFileSync(`/proc/${String(this.server.pid)}/status`, 'utf8');
      return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) / 1024;
    } catch {
      return NaN;
    }
  }
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
