import type { Connection } from 'vscode-languageserver/node';
import { codeActions } from './features/codeActions';
import { executeCommand } from './features/commands';
import { completion, signatureHelp } from './features/completion';
import { formatting } from './features/formatting';
import { codeLenses, inlayHints } from './features/hints';
import { hover } from './features/hover';
import * as navigation from './features/navigation';
import * as structure from './features/structure';
import type { Resources } from '../../tools/editing/resources';
import type { SettingsReader } from './settings';
import type { Workspace } from './workspace';

export interface RequestContext {
  workspace: Workspace;
  resources: Promise<Resources>;
  settings: SettingsReader;
}

/** Answers the requests of an editor. */
export function listenToRequests(
  connection: Connection,
  { workspace, resources, settings }: RequestContext,
): void {
  connection.onCompletion(async (params) => completion(workspace, await resources, params));
  connection.onHover(async (params) => hover(workspace, await resources, params));
  connection.onSignatureHelp((params) => signatureHelp(workspace, params));
  connection.onDefinition((params) => navigation.definition(workspace, params));
  connection.onImplementation((params) => navigation.implementation(workspace, params));
  connection.onReferences((params) => navigation.references(workspace, params));
  connection.onDocumentHighlight((params) => navigation.highlights(workspace, params));
  connection.onPrepareRename((params) => navigation.prepareRename(workspace, params));
  connection.onRenameRequest((params) => navigation.rename(workspace, params));
  connection.onDocumentSymbol((params) => structure.documentSymbols(workspace, params));
  connection.onFoldingRanges((params) => structure.foldingRanges(workspace, params));
  connection.languages.semanticTokens.on((params) => structure.semanticTokens(workspace, params));
  connection.onCodeAction((params) => codeActions(workspace, params));
  connection.onCodeLens((params) => codeLenses(workspace, params));
  connection.languages.inlayHint.on((params) =>
    settings.current.inlayHints ? inlayHints(workspace, params) : [],
  );
  connection.onExecuteCommand(async ({ command, arguments: given = [] }) => {
    const { result, message } = await executeCommand(workspace, command, given);
    if (message !== undefined && message !== '') {
      void connection.sendNotification('window/showMessage', { type: 3, message });
    }
    return result;
  });
  connection.onDocumentFormatting((params) => formatting(workspace, params));
}
