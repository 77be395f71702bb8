import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** How to start destkit. */
export interface ServerProgram {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/**
 * The destkit of the first folder that has one in its own node_modules, else the one of the setting.
 *
 * Folders above the workspace are not searched: the user has not trusted them.
 *
 * @param setting a JavaScript file or a program; relative to the first folder
 */
export function findServer(folders: readonly string[], setting: string): ServerProgram | undefined {
  for (const folder of folders) {
    const file = installedIn(folder);
    if (file !== undefined) {
      return programOf(file, folder);
    }
  }
  const [first = process.cwd()] = folders;
  return setting === '' ? undefined : programOf(isName(setting) ? setting : resolve(first, setting), first);
}

function installedIn(folder: string): string | undefined {
  const installed = join(folder, 'node_modules', 'destkit');
  const manifest = join(installed, 'package.json');
  const file = existsSync(manifest) ? binOf(manifest) : undefined;
  const candidates = [
    ...(file === undefined ? [] : [join(installed, file)]),
    // Windows has a script of its shell there, which cannot be started without one.
    ...(process.platform === 'win32' ? [] : [join(folder, 'node_modules', '.bin', 'destkit')]),
  ];
  return candidates.find((each) => existsSync(each));
}

function binOf(manifest: string): string | undefined {
  try {
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin?: { destkit?: unknown } };
    return typeof bin?.destkit === 'string' ? bin.destkit : undefined;
  } catch {
    // Being installed at this moment.
    return undefined;
  }
}

/** A name without a folder is looked up in PATH. */
function isName(setting: string): boolean {
  return !/[\\/]/.test(setting) && !isScript(setting);
}

function isScript(file: string): boolean {
  return /\.[cm]?js$/.test(file);
}

/** JavaScript runs in the Node of the editor, so that none needs to be installed. */
function programOf(file: string, cwd: string): ServerProgram {
  return isScript(file)
    ? { command: process.execPath, args: [file], cwd, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } }
    : { command: file, args: [], cwd, env: process.env };
}
