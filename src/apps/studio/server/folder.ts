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

/** Files that editors or npm create, which do not belong to a destination. */
const SKIPPED = /^(?:\..*|node_modules)$/;
/** The same pattern as in the schema of manifests. */
const NAME = /^[a-z][a-z0-9_-]*$/;
const READ_AT_ONCE = 64;

const packageSchemas = join(nodeFiles.packageRoot, 'schemas');
const messageSchemas = join(packageSchemas, 'messages');
/** The schemas with which the runtime validates a folder's files. */
const fileSchemas = ['destination', 'workflow', 'json-schema'].map((name) =>
  join(packageSchemas, `${name}.schema.json`),
);

/** The paths of one destination on this machine. */
export interface Places {
  folder: string;
  goldenRoot: string;
  /** The schemas that the manifest named at the start of the studio. */
  schemas: readonly string[];
  /** The files with examples that the manifest names. */
  examples: readonly string[];
  /** Whether bindings to JavaScript are allowed. */
  allowCode: boolean;
}

/** Finds the files of a destination; a manifest that cannot be read names no schemas. */
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

/** All files that the runtime reads, except goldens. */
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

/** The goldens, if they are outside of the destination's folder. */
export async function readGoldens(places: Places): Promise<StudioFile[]> {
  return readAll(await filesBelow(places.goldenRoot));
}

async function listFiles(places: Places): Promise<string[]> {
  const { folder, goldenRoot, schemas, examples } = places;
  const own = await filesBelow(folder, goldenRoot);
  const messages = await filesBelow(messageSchemas);
  // An example may be the event of a golden.
  const present = examples.filter((file) => existsSync(file));
  return [...new Set([...own, ...schemas, ...present, ...fileSchemas, ...messages])];
}

/** The paths of the files of a snapshot, and of the goldens. */
export function watchedPlaces({ folder, goldenRoot, schemas, examples }: Places): WatchedPlaces {
  return {
    folders: [folder, goldenRoot, messageSchemas],
    files: [...schemas, ...examples, ...fileSchemas],
  };
}

/** The files below a folder; none if the folder does not exist. Symbolic links are not followed. */
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

/** The current state of a file. */
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
