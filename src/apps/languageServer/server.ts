import { resolve } from 'node:path';
import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocuments,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LoadOptions } from '../../runtime/destination/folder';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { capabilities } from './capabilities';
import { listenToRequests } from './listen';
import { toPath, toUri } from './positions';
import { Publisher } from './publish';
import { loadResources } from '../../tools/editing/resources';
import { SettingsReader } from './settings';
import { Workspace } from './workspace';

/** Serves one editor over a pair of streams, until it says `exit`. */
export function startLanguageServer(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  options: LoadOptions,
): void {
  const connection = createConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  connection.onInitialize((params) => {
    serve(connection, params, options);
    return {
      capabilities: capabilities(),
      serverInfo: { name: 'destkit' },
    };
  });
  connection.listen();
}

function serve(connection: Connection, params: InitializeParams, options: LoadOptions): void {
  const roots = rootsOf(params);
  const [root = process.cwd()] = roots;
  const { workspace: client } = params.capabilities;
  const settings = new SettingsReader(connection, params);
  const publisher = new Publisher(connection, (file) => resolve(root, file));
  const workspace = new Workspace(root, options, {
    checked: (session) => {
      publisher.publish(session);
      // For clients that wait for the diagnostics of their last edit, of which there may be none.
      const { edits } = workspace;
      void connection.sendNotification('destkit/checked', { folder: toUri(session.folder), edits });
    },
    ran: ({ folder, example }) => {
      void connection.sendNotification('destkit/example', { folder: toUri(folder), name: example.name });
      if (settings.current.inlayHints && client?.inlayHint?.refreshSupport) {
        void connection.languages.inlayHint.refresh().catch(() => undefined);
      }
    },
    counted: ({ folder }) => {
      void connection.sendNotification('destkit/goldenUse', { folder: toUri(folder) });
      if (client?.codeLens?.refreshSupport) {
        void connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
      }
    },
  });
  listenToDocuments(connection, workspace);
  listenToRequests(connection, {
    workspace,
    resources: loadResources(nodeFiles),
    settings,
  });
  connection.onInitialized(() => {
    void settings.update();
    workspace.openFolders(roots);
  });
  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    void settings.update(pushed);
  });
  connection.onShutdown(() => workspace.close());
}

function listenToDocuments(connection: Connection, workspace: Workspace): void {
  const documents = new TextDocuments(TextDocument);
  documents.onDidOpen(({ document }) => {
    const path = toPath(document.uri);
    if (path !== undefined) {
      workspace.sessionOf(path)?.activate();
    }
  });
  documents.onDidChangeContent(({ document }) => {
    const path = toPath(document.uri);
    if (path !== undefined) {
      workspace.edit(path, document.getText());
    }
  });
  documents.onDidClose(({ document }) => {
    const path = toPath(document.uri);
    if (path !== undefined) {
      workspace.edit(path, undefined);
    }
  });
  documents.onDidSave(({ document }) => {
    const path = toPath(document.uri);
    if (path !== undefined) {
      workspace.sessionOf(path)?.saved();
    }
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    workspace.changedOnDisk(changes.flatMap(({ uri }) => toPath(uri) ?? []));
  });
  documents.listen(connection);
}

function rootsOf({ workspaceFolders }: InitializeParams): string[] {
  return (workspaceFolders ?? []).flatMap(({ uri }) => toPath(uri) ?? []);
}
