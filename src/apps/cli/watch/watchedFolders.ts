import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MANIFEST } from '../../../runtime/destination/locate';
import { listSchemas } from '../../../runtime/destination/manifestFiles';
import { goldenRoot } from '../../../tools/goldens/cases';
import { TextDocument } from '../../../runtime/schema/document';
import { valueAt } from '../../../runtime/schema/pointer';

/**
 * The folders with the files of a destination: its own folder, its goldens, and the folders of the schemas that its
 * manifest names. A manifest that is incomplete or missing adds none.
 */
export function watchedFolders(path: string): string[] {
  const manifest = readManifest(join(path, MANIFEST));
  const name = valueAt(manifest, ['name']);
  return [
    path,
    goldenRoot({ path, name: typeof name === 'string' ? name : basename(path) }),
    ...listSchemas(manifest).map(({ file }) => dirname(resolve(path, file))),
  ];
}

function readManifest(file: string): unknown {
  try {
    return new TextDocument(file, readFileSync(file, 'utf8')).value;
  } catch {
    return undefined;
  }
}
