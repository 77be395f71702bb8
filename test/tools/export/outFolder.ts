import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadDestination } from '../../../src/runtime/destination/load';
import { exportDestination, type ExportTarget } from '../../../src/tools/export/exportDestination';
import { writeFiles } from '../../../src/tools/export/outputFile';

export const root = join(__dirname, '../../..');

/** A new folder inside the repository, where an export finds the packages that its host would have. */
export function createOutFolder(): string {
  mkdirSync(join(root, 'out'), { recursive: true });
  return mkdtempSync(join(root, 'out/export-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Exports a destination into a new folder. */
export async function exportTo(target: ExportTarget, name = 'kochava'): Promise<string> {
  const folder = createOutFolder();
  await writeFiles(folder, await exportDestination(await loadDestination(name), target));
  return folder;
}

/** The files of a folder by their paths from it. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
