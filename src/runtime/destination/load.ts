import { allEngines } from './allEngines';
import { Destination } from './destination';
import { readFolder } from './folder';
import { FolderReader } from './folderReader';
import { locateDestination } from './locate';
import type { Manifest } from './manifest';
import { forgetTables, nodeFiles } from './nodeFiles';
import { nodeHashes } from './nodeHashes';

const loaded = new Map<string, Promise<Destination>>();

/**
 * Loads a destination: a name (looked up in ./destinations, then in the package) or the path of a folder. Each
 * folder is read once in a process; a folder that could not be used is read again at the next call.
 *
 * @throws DESTINATION_NOT_FOUND, DESTINATION_INVALID
 */
export async function loadDestination(nameOrPath: string): Promise<Destination> {
  const path = locateDestination(nameOrPath, nodeFiles);
  const known = loaded.get(path);
  if (known) {
    return known;
  }
  const loading = readDestination(path);
  loaded.set(path, loading);
  loading.catch(() => loaded.delete(path));
  return loading;
}

/** Reads a destination folder afresh, for tools that watch it change. */
export async function readDestination(path: string): Promise<Destination> {
  const folder = await readFolder(path, nodeFiles);
  forgetTables(path);
  return new Destination(folder, nodeHashes, allEngines);
}

/** The config schema of a destination that has been loaded, and thereby checked. */
export async function readConfigSchema({
  path,
  manifest,
}: {
  path: string;
  manifest: Manifest;
}): Promise<Record<string, unknown>> {
  const { value } = await new FolderReader(path, nodeFiles).read(manifest.schemas.config);
  return value as Record<string, unknown>;
}
