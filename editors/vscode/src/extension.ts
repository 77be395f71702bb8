import { workspace, type ExtensionContext } from 'vscode';
import { DestkitClient } from './client';
import { registerCommands } from './commands';
import { GoldenTests } from './goldenTests';
import { Reports } from './reports';

/** VS Code calls this only in trusted workspaces; the check here holds also if the manifest changes. */
export async function activate(context: ExtensionContext): Promise<void> {
  if (workspace.isTrusted) {
    await start(context);
  } else {
    context.subscriptions.push(workspace.onDidGrantWorkspaceTrust(() => void start(context)));
  }
}

let running: DestkitClient | undefined;

export async function deactivate(): Promise<void> {
  await running?.stop();
}

async function start({ subscriptions }: ExtensionContext): Promise<void> {
  const client = new DestkitClient();
  running = client;
  const reports = new Reports();
  subscriptions.push(client, reports, new GoldenTests(client), ...registerCommands(client, reports));
  subscriptions.push(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('destkit.server') || event.affectsConfiguration('destkit.allowCode')) {
        void client.restart();
      } else if (event.affectsConfiguration('destkit')) {
        void client.changedSettings();
      }
    }),
  );
  await client.start();
}
