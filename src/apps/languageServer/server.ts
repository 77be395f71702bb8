import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocuments,
  TextDocumentSyncKind,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { resolve } from 'node:path';
import type { LoadOptions } from '../../runtime/destination/folder';
import { toPath, toUri } from './positions';
import { Publisher } from './publish';
import { Workspace } from './workspace';

/** Serves one editor over a pair of streams, until it says `exit`. */
export function startLanguageServer(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  options: LoadOptions,
): void {
  const connection = createConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  const documents = new TextDocuments(TextDocument);
  let workspace: Workspace | undefined;
  let roots: string[] = [];

  connection.onInitialize((params): InitializeResult => {
    roots = rootsOf(params);
    const [root = process.cwd()] = roots;
    const publisher = new Publisher(connection, (file) => resolve(root, file));
    workspace = new Workspace(root, options, (session) => {
      publisher.publish(session);
      // For clients that wait for the diagnostics of their last edit, of which there may be none.
      void connection.sendNotification('destkit/checked', { folder: toUri(session.folder) });
    });
    return {
      capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental },
      serverInfo: { name: 'destkit' },
    };
  });
  connection.onInitialized(() => {
    workspace?.openFolders(roots);
  });
  documents.onDidChangeContent(({ document }) => {
    const path = toPath(document.uri);
    if (path !== undefined) {
      workspace?.sessionOf(path);
      workspace?.edit(path, document.getText());
    }
  });
  documents.onDidClose(({ document }) => {
    const path = toPath(document.uri);
    if (path !== undefined) {
      workspace?.edit(path, undefined);
    }
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    workspace?.changed(changes.flatMap(({ uri }) => toPath(uri) ?? []));
  });
  documents.listen(connection);
  connection.listen();
}

function rootsOf({ workspaceFolders, rootUri }: InitializeParams & { rootUri?: string | null }): string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri == null ? [] : [rootUri]);
  return uris.flatMap((uri) => toPath(uri) ?? []);
}
