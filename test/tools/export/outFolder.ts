import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { loadDestination } from '../../../src/runtime/destination/load';
import { exportDestination, type ExportTarget } from '../../../src/tools/export/exportDestination';
import type { FolderOptions } from '../../../src/tools/export/workflowFolder';
import { writeFiles } from '../../../src/tools/export/outputFile';
import { temporaryFolder } from '../../temporaryFolder';

export const root = join(__dirname, '../../..');

/** The packages that rudder-transformer has. */
const hostPackages = ['@rudderstack/workflow-engine', 'jsonata', 'ajv', 'ajv-formats'];

const INTEGRATIONS_LIB = 'node_modules/@rudderstack/integrations-lib';

/** The part of that package that counts here. */
const integrationsLib = `
exports.BaseError = class BaseError extends Error {
  constructor(message, status = 400, statTags = {}, destinationResponse = '') {
    super(message);
    Object.assign(this, { status, statTags, destinationResponse });
  }
};
`;

/** A new folder outside the repository, in which a module finds the packages of a host. */
export function createOutFolder(hasDestkit = true): string {
  const folder = temporaryFolder();
  const link = (name: string, target: string) => {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(target, join(folder, 'node_modules', name));
  };
  hostPackages.forEach((name) => {
    link(name, join(root, 'node_modules', name));
  });
  if (hasDestkit) {
    link('destkit', root);
  }
  mkdirSync(join(folder, INTEGRATIONS_LIB));
  writeFileSync(join(folder, INTEGRATIONS_LIB, 'index.js'), integrationsLib);
  return folder;
}

/** The class that the host's errors must have. */
export function loadBaseError(folder: string): new () => Error {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a package of the host's
  const { BaseError } = require(join(folder, INTEGRATIONS_LIB, 'index.js')) as { BaseError: new () => Error };
  return BaseError;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Exports a destination into a new folder. A folder that holds the runtime is in a host without destkit. */
export async function exportTo(target: ExportTarget, options?: FolderOptions): Promise<string> {
  const folder = createOutFolder(options?.isBundled !== true);
  await writeFiles(folder, await exportDestination(await loadDestination('kochava'), target, options));
  return folder;
}

/** The files of a folder by their paths from it, without installed packages. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('node_modules'))
    .sort();
}
