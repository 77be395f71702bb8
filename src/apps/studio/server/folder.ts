import { createHash } from 'node:crypto';
import { existsSync, statSync, type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { outsideProblem, type FileUse } from '../../../runtime/destination/containment';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { FolderReader } from '../../../runtime/destination/folderReader';
import { readManifest } from '../../../runtime/destination/hostFolder';
import { listExamples, listSchemas } from '../../../runtime/destination/manifestFiles';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { MAX_FILE_BYTES } from '../../../runtime/limits';
import { valueAt } from '../../../runtime/schema/pointer';
import { goldenRoot } from '../../../tools/goldens/cases';
import type { WatchedPlaces } from '../../folderWatcher';
import type { FileChange, FolderSnapshot, StudioFile } from '../contract';
import { schemaCode } from './schemaCode';

/** What a destination's folder holds, apart from what an editor or npm puts there. */
const SKIPPED = /^(?:\..*|node_modules)$/;
/** As the schema of manifests has it. */
const NAME = /^[a-z][a-z0-9_-]*$/;
const READ_AT_ONCE = 64;

const packageSchemas = join(nodeFiles.packageRoot, 'schemas');
const messageSchemas = join(packageSchemas, 'messages');
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
  /** Whether the destination may bring JavaScript along. */
  allowCode: boolean;
}

/** Finds out where a destination's files are; a manifest that cannot be read names no schemas. */
export async function findPlaces(folder: string, { allowCode = false }: LoadOptions = {}): Promise<Places> {
  const { value } = (await readManifest(new FolderReader(folder, nodeFiles))).document;
  const name = valueAt(value, ['name']);
  const isInside = (file: string, use: FileUse) => outsideProblem(folder, file, use, nodeFiles) === undefined;
  const namedFiles = (files: readonly string[], use: FileUse) => [
    ...new Set(files.filter((file) => isInside(file, use)).map((file) => resolve(folder, file))),
  ];
  return {
    folder,
    goldenRoot: goldenRoot({ path: folder, name: typeof name === 'string' && NAME.test(name) ? name : '' }),
    schemas: namedFiles(
      listSchemas(value).map(({ file }) => file),
      'schema',
    ),
    examples: namedFiles(listExamples(value), 'own'),
    allowCode,
  };
}

/** Everything that the runtime reads, goldens apart. */
export async function readSnapshot(places: Places): Promise<FolderSnapshot> {
  const { folder, schemas } = places;
  const found = await listFiles(places);
  const files = await readAll(found);
  const compiled = new Set([...schemas, ...fileSchemas].map(portable));
  const texts = files.flatMap(({ path, text }) => (compiled.has(path) ? [text] : []));
  return {
    folder: portable(folder),
    here: portable(resolve('.')),
    packageRoot: portable(nodeFiles.packageRoot),
    goldenRoot: portable(places.goldenRoot),
    files,
    schemaCode: texts.map(schemaCode),
    writable: schemas.map(portable),
    links: Object.fromEntries(
      (await linksBelow(folder)).map((path) => [portable(path), portable(nodeFiles.realPath(path))]),
    ),
    tooLarge: found.filter(isTooLarge).map(portable),
    allowCode: places.allowCode,
  };
}

/** The goldens, as far as they have their place apart from the folder. */
export async function readGoldens(places: Places): Promise<StudioFile[]> {
  return readAll(await filesBelow(places.goldenRoot));
}

async function listFiles(places: Places): Promise<string[]> {
  const { folder, goldenRoot, schemas, examples } = places;
  const own = await filesBelow(folder, goldenRoot);
  const messages = await filesBelow(messageSchemas);
  // An example may be a golden's event.
  const present = examples.filter((file) => existsSync(file));
  return [...new Set([...own, ...schemas, ...present, ...fileSchemas, ...messages])];
}

/** Where the files of a snapshot and the goldens are. */
export function watchedPlaces({ folder, goldenRoot, schemas, examples }: Places): WatchedPlaces {
  return {
    folders: [folder, goldenRoot, messageSchemas],
    files: [...schemas, ...examples, ...fileSchemas],
  };
}

/** The files below a folder; none when there is no such folder. Symbolic links are not followed. */
function filesBelow(folder: string, without?: string): Promise<string[]> {
  return entriesBelow(folder, (entry) => entry.isFile(), without);
}

function linksBelow(folder: string): Promise<string[]> {
  return entriesBelow(folder, (entry) => entry.isSymbolicLink());
}

async function entriesBelow(
  folder: string,
  isWanted: (entry: Dirent) => boolean,
  without?: string,
): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (SKIPPED.test(entry.name) || path === without) {
        return [];
      }
      return entry.isDirectory()
        ? await entriesBelow(path, isWanted, without)
        : isWanted(entry)
          ? [path]
          : [];
    }),
  );
  return nested.flat().sort();
}

/** A file as it is now. */
export async function readChange(path: string): Promise<FileChange> {
  try {
    const text = await nodeFiles.read(path);
    return { path: portable(path), text, hash: hashText(text) };
  } catch {
    return { path: portable(path), text: undefined, hash: undefined };
  }
}

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isTooLarge(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_FILE_BYTES;
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
