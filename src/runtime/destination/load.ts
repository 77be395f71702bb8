import { allEngines } from './allEngines';
import { Destination } from './destination';
import { readFolder, type LoadOptions } from './folder';
import { FolderReader } from './folderReader';
import { locateDestination } from './locate';
import type { Manifest } from './manifest';
import { nodeFiles } from './nodeFiles';
import { nodeHashes } from './nodeHashes';

const loaded = new Map<string, Promise<Destination>>();

/**
 * Loads a destination: a name (looked up in ./destinations, then in the package) or the path of a folder. Each
 * folder is read once in a process; a folder that could not be used is read again at the next call.
 *
 * @throws DESTINATION_NOT_FOUND, DESTINATION_INVALID
 */
export async function loadDestination(nameOrPath: string, options: LoadOptions = {}): Promise<Destination> {
  const path = locateDestination(nameOrPath, nodeFiles);
  const key = `${options.allowCode ? 'code' : 'data'}:${path}`;
  const known = loaded.get(key);
  if (known) {
    return known;
  }
  const loading = readDestination(path, options);
  loaded.set(key, loading);
  loading.catch(() => loaded.delete(key));
  return loading;
}

/** Reads a destination folder afresh, for tools that watch it change. */
export async function readDestination(path: string, options: LoadOptions = {}): Promise<Destination> {
  return new Destination(await readFolder(path, nodeFiles, options), nodeHashes, allEngines);
}

/** The config schema of a destination that has been loaded, and thereby checked; an empty one when it has none. */
export async function readConfigSchema({
  path,
  manifest,
}: {
  path: string;
  manifest: Manifest;
}): Promise<Record<string, unknown>> {
  const { config } = manifest.schemas;
  if (config === undefined) {
    return {};
  }
  const { value } = await new FolderReader(path, nodeFiles).read(config, undefined, 'schema');
  return value as Record<string, unknown>;
}
