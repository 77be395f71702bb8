import { createError } from '../errors/destkitError';
import { didYouMean, suggest } from '../schema/suggest';
import type { Files } from './nodeFiles';

export const MANIFEST = 'destination.yaml';

/** The folder of a destination: a path when it looks like one, else a name in ./destinations, then in the package. */
export function locateDestination(nameOrPath: string, files: Files): string {
  if (/^\.{0,2}[\\/]|^\.{1,2}$|^[A-Za-z]:[\\/]|[\\/]/.test(nameOrPath)) {
    const folder = files.resolve(nameOrPath);
    if (files.exists(files.join(folder, MANIFEST))) {
      return folder;
    }
    throw notFound(nameOrPath, `${nameOrPath}/${MANIFEST}`);
  }
  const found = listDestinations(files).find(({ name }) => name === nameOrPath);
  if (found) {
    return found.folder;
  }
  const better = suggest(
    nameOrPath,
    listDestinations(files).map(({ name }) => name),
  );
  throw notFound(nameOrPath, './destinations and the package', better);
}

/** Every destination that can be named, those of the working directory before those of the package. */
export function listDestinations(files: Files): { name: string; folder: string }[] {
  const roots = [files.resolve('destinations'), files.join(files.packageRoot, 'destinations')];
  const found = new Map<string, string>();
  for (const root of new Set(roots)) {
    for (const name of files.subfolders(root)) {
      const folder = files.join(root, name);
      if (!found.has(name) && files.exists(files.join(folder, MANIFEST))) {
        found.set(name, folder);
      }
    }
  }
  return [...found].map(([name, folder]) => ({ name, folder }));
}

function notFound(name: string, searched: string, better?: string) {
  return createError('DESTINATION_NOT_FOUND', { name, searched, suggestion: didYouMean(better) });
}
