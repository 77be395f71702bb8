import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unwritable } from '../../runtime/errors/unwritable';

/** A file of an export; `path` is relative to the folder of the export, with `/`. */
export interface OutputFile {
  path: string;
  text: string;
}

/** The same files, moved into a folder. */
export function inFolder(folder: string, files: readonly OutputFile[]): OutputFile[] {
  return files.map(({ path, text }) => ({ path: `${folder}/${path}`, text }));
}

/** Writes the files of an export, and replaces existing ones; other files stay. @throws OUTPUT_UNWRITABLE */
export async function writeFiles(folder: string, files: readonly OutputFile[]): Promise<void> {
  for (const { path, text } of files) {
    const file = join(folder, path);
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    } catch (error) {
      throw unwritable(file, error);
    }
  }
}
