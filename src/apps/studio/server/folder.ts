import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { MANIFEST } from '../../../runtime/destination/locate';
import type { Manifest } from '../../../runtime/destination/manifest';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { TextDocument } from '../../../runtime/schema/document';
import type { FileChange, FolderSnapshot, StudioFile } from '../contract';
import { schemaCode } from './schemaCode';

/** What a destination's folder holds, apart from what an editor or npm puts there. */
const SKIPPED = /^(?:\..*|node_modules)$/;
const READ_AT_ONCE = 64;

const packageSchemas = join(nodeFiles.packageRoot, 'schemas');
/** What the runtime checks a folder's files with. */
const fileSchemas = ['destination', 'workflow', 'json-schema'].map((name) =>
  join(packageSchemas, `${name}.schema.json`),
);

/** The places of one destination on this machine. */
export interface Places {
  folder: string;
  goldenRoot: string;
  /** The schemas that the manifest named when the studio was started. */
  schemas: readonly string[];
  /** The files with the examples that the manifest names. */
  examples: readonly string[];
}

/** Finds out where a destination's files are; a manifest that cannot be read names no schemas. */
export async function findPlaces(folder: string): Promise<Places> {
  const manifest = new TextDocument(MANIFEST, await readFile(join(folder, MANIFEST), 'utf8'));
  const { name, schemas, sandbox, examples, demo } = (manifest.value ?? {}) as Partial<Manifest>;
  const named = [
    schemas?.config,
    ...(schemas?.requests ?? []).map(({ schema }) => schema),
    ...(sandbox?.schemas ?? []).map(({ schema }) => schema),
  ].filter((file) => typeof file === 'string');
  const own = join(folder, 'goldens');
  return {
    folder,
    goldenRoot: existsSync(own) ? own : join(folder, '../../test/goldens', name ?? ''),
    schemas: [...new Set(named.map((file) => resolve(folder, file)))],
    examples: [...(demo?.events ?? []), examples?.events ?? []].flat().map((file) => resolve(folder, file)),
  };
}

/** Everything that the runtime reads, goldens apart. */
export async function readSnapshot(places: Places): Promise<FolderSnapshot> {
  const { folder, goldenRoot, schemas } = places;
  const files = await readAll(await listFiles(places));
  const compiled = new Set([...schemas, ...fileSchemas].map(portable));
  const texts = files.flatMap(({ path, text }) => (compiled.has(path) ? [text] : []));
  return {
    folder: portable(folder),
    here: portable(resolve('.')),
    packageRoot: portable(nodeFiles.packageRoot),
    goldenRoot: portable(goldenRoot),
    files,
    schemaCode: texts.map(schemaCode),
    writable: schemas.map(portable),
  };
}

/** The goldens, as far as they have their place apart from the folder. */
export async function readGoldens({ goldenRoot }: Places): Promise<StudioFile[]> {
  return readAll(await filesBelow(goldenRoot));
}

export async function listFiles({ folder, goldenRoot, schemas, examples }: Places): Promise<string[]> {
  const own = await filesBelow(folder, goldenRoot);
  const messages = await filesBelow(join(packageSchemas, 'messages'));
  // An example may be a golden's event.
  return [
    ...new Set([
      ...own,
      ...schemas,
      ...examples.filter((file) => existsSync(file)),
      ...fileSchemas,
      ...messages,
    ]),
  ];
}

/** The files below a folder; none when there is no such folder. Symbolic links are not followed. */
export async function filesBelow(folder: string, without?: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (SKIPPED.test(entry.name) || path === without) {
        return [];
      }
      return entry.isDirectory() ? await filesBelow(path, without) : entry.isFile() ? [path] : [];
    }),
  );
  return nested.flat().sort();
}

/** A file as it is now. */
export async function readChange(path: string): Promise<FileChange> {
  try {
    const text = await readFile(path, 'utf8');
    return { path: portable(path), text, hash: hashText(text) };
  } catch {
    return { path: portable(path), text: undefined, hash: undefined };
  }
}

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function readAll(paths: readonly string[]): Promise<StudioFile[]> {
  const files: StudioFile[] = [];
  for (let index = 0; index < paths.length; index += READ_AT_ONCE) {
    const some = await Promise.all(paths.slice(index, index + READ_AT_ONCE).map(readChange));
    files.push(...some.filter((file): file is StudioFile => file.text !== undefined));
  }
  return files;
}

function portable(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
