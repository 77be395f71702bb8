import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { EditorStub } from './editorStub';

export const root = join(__dirname, '../../..');

export interface Extension {
  activate(context: { subscriptions: { dispose(): unknown }[] }): Promise<void>;
  deactivate(): Promise<void>;
}

/** Builds the .vsix into a folder. @returns its path */
export function buildVsix(folder: string, zone = 'UTC'): string {
  const script = join(root, 'scripts/vsix/main.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], {
    encoding: 'utf8',
    env: { ...process.env, TZ: zone },
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout.trim();
}

/** The files of a .vsix: path -> content. */
export function readVsix(file: string): Map<string, Uint8Array> {
  return new Map(Object.entries(unzipSync(new Uint8Array(readFileSync(file)))));
}

/** Unpacks what VS Code installs. @returns the folder of the extension */
export function install(vsix: string, folder: string): string {
  for (const [path, content] of readVsix(vsix)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return join(folder, 'extension');
}

/** Loads the installed extension into a stubbed editor, each time a new copy of it. */
export function loadExtension(folder: string, editor: EditorStub): Extension {
  jest.resetModules();
  jest.doMock('vscode', () => editor.api, { virtual: true });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- built only now
  return require(join(folder, 'dist/extension.js')) as Extension;
}

/** Makes this checkout the destkit of a workspace, as `npm install` of a folder does. */
export function installDestkit(workspace: string): void {
  mkdirSync(join(workspace, 'node_modules'));
  symlinkSync(root, join(workspace, 'node_modules/destkit'), 'dir');
}
