import { ConfigurationTarget, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** Shows the values of the example at the ends of lines, or hides them. */
export async function toggleInlayHints(): Promise<void> {
  const settings = workspace.getConfiguration('destkit');
  const isWorkspaceOwn = settings.inspect('inlayHints')?.workspaceValue !== undefined;
  const target = isWorkspaceOwn ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update('inlayHints', !settings.get<boolean>('inlayHints', false), target);
}

/** Makes the editor ask for inlay hints again: it does so by itself only after an edit. */
export function refreshInlayHints(client: LanguageClient | undefined): void {
  const feature = client?.getFeature('textDocument/inlayHint');
  for (const document of workspace.textDocuments) {
    feature?.getProvider(document)?.onDidChangeInlayHints.fire();
  }
}
