import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MANIFEST } from '../../../runtime/destination/locate';
import { goldenRoot } from '../../../tools/goldens/cases';
import { TextDocument } from '../../../runtime/schema/document';

/**
 * Where the files of a destination lie: its folder, its goldens, and the folders of schemas that its manifest names. A
 * manifest that is half written, or not there, adds nothing.
 */
export function watchedFolders(path: string): string[] {
  const manifest = readManifest(join(path, MANIFEST));
  const name = typeof manifest.name === 'string' ? manifest.name : basename(path);
  const schemas = textsBelow([manifest.schemas, manifest.sandbox]).filter((text) => text.endsWith('.json'));
  return [path, goldenRoot({ path, name }), ...schemas.map((file) => dirname(resolve(path, file)))];
}

function readManifest(file: string): Record<string, unknown> {
  try {
    const { value } = new TextDocument(file, readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function textsBelow(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsBelow) : [];
}
