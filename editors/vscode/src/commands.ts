import { basename } from 'node:path';
import { commands, Uri, window, type Disposable } from 'vscode';
import { manifestOf, messageOf, type DestkitClient } from './client';
import { toggleInlayHints } from './inlayHints';
import type { Reports } from './reports';

/** A golden as the server lists it. */
export interface Golden {
  /** `processor/the sentence` */
  name: string;
  /** Absolute path. */
  folder: string;
}

/**
 * The commands of the palette. Their names differ from those of the server's commands, which the language client registers
 * itself for code lenses.
 */
export function registerCommands(client: DestkitClient, reports: Reports): Disposable[] {
  const actions: Record<string, () => Promise<void>> = {
    chooseEvent: async () => {
      const uri = await currentUri(client);
      const golden = await chooseGolden(client, uri, 'The event whose values are shown');
      if (golden) {
        await client.run('destkit.chooseEvent', { uri, golden: golden.folder });
      }
    },
    runGoldens: async () => {
      await client.run('destkit.runGoldens', { uri: await currentUri(client) });
    },
    showGoldenDiff: async () => {
      const uri = await currentUri(client);
      const golden = await chooseGolden(client, uri, 'The golden');
      if (golden) {
        const given = { uri, golden: golden.folder };
        const differences = await client.runQuietly<string[]>('destkit.goldenDiff', given);
        await reports.show(`${basename(golden.folder)}.txt`, differences.join('\n') || 'no difference');
      }
    },
    updateGolden: async () => {
      const uri = await currentUri(client);
      const golden = await chooseGolden(client, uri, 'The golden');
      if (golden) {
        await client.run('destkit.updateGolden', { uri, golden: golden.folder });
      }
    },
    traceField: async () => {
      const uri = await currentUri(client);
      const field = await window.showInputBox({
        prompt: 'The field of the result',
        placeHolder: 'requests[0].body.JSON.name',
      });
      if (field !== undefined && field !== '') {
        const text = await client.runQuietly<string>('destkit.traceField', { uri, field });
        await reports.show('trace.txt', text);
      }
    },
    toggleInlayHints,
    restartServer: () => client.restart(),
  };
  return Object.entries(actions).map(([name, act]) =>
    commands.registerCommand(`destkit.editor.${name}`, () =>
      act().catch((error: unknown) => {
        void window.showErrorMessage(messageOf(error));
      }),
    ),
  );
}

/** The file in the editor; when it cannot belong to a destination, the manifest of the one that the user chooses. */
async function currentUri(client: DestkitClient): Promise<string | undefined> {
  const document = window.activeTextEditor?.document;
  if (document?.uri.scheme === 'file' && /\.(?:ya?ml|json|jsonata)$/.test(document.uri.path)) {
    return document.uri.toString();
  }
  const [first, ...others] = client.folders;
  const folder =
    others.length === 0
      ? first
      : (await window.showQuickPick([...client.folders].map((each) => ({ label: basename(each), each }))))
          ?.each;
  return folder === undefined ? undefined : manifestOf(folder);
}

/** The golden whose file is open, else the one that the user chooses. */
async function chooseGolden(
  client: DestkitClient,
  uri: string | undefined,
  placeHolder: string,
): Promise<Golden | undefined> {
  const [, folder] = /^(file:.*)\/(?:input|output)\.json$/.exec(uri ?? '') ?? [];
  if (folder !== undefined) {
    const { fsPath } = Uri.parse(folder);
    return { name: basename(fsPath), folder: fsPath };
  }
  const goldens = await listGoldens(client, uri);
  const items = goldens.map((golden) => ({ label: golden.name, golden }));
  return (await window.showQuickPick(items, { placeHolder }))?.golden;
}

/**
 * Without a golden, the server's command returns those to choose from.
 *
 * @param uri not of a golden's own file, which would be chosen
 */
export function listGoldens(client: DestkitClient, uri: string | undefined): Promise<readonly Golden[]> {
  return client.runQuietly<readonly Golden[]>('destkit.chooseEvent', { uri });
}
