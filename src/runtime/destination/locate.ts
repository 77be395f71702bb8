import { createError } from '../errors/destkitError';
import { didYouMean, suggest } from '../schema/suggest';
import type { Files } from './nodeFiles';

export const MANIFEST = 'destination.yaml';

/** The workflow files of a feature by which rudder-transformer knows a CDK v2 folder; the first one that is there counts. */
export const hostWorkflows: Readonly<Record<string, readonly string[]>> = {
  processor: ['workflow.yaml', 'procWorkflow.yaml'],
  router: ['rtWorkflow.yaml'],
};

/** Whether a folder is one of rudder-transformer's, without a manifest. */
export function isHostFolder(folder: string, files: Files): boolean {
  const has = (name: string) => files.exists(files.join(folder, name));
  return !has(MANIFEST) && Object.values(hostWorkflows).flat().some(has);
}

/** The folder of a destination: a path when it looks like one, else a name in ./destinations, then in the package. */
export function locateDestination(nameOrPath: string, files: Files): string {
  if (/^\.{0,2}[\\/]|^\.{1,2}$|^[A-Za-z]:[\\/]|[\\/]/.test(nameOrPath)) {
    const folder = files.resolve(nameOrPath);
    if (files.exists(files.join(folder, MANIFEST)) || isHostFolder(folder, files)) {
      return folder;
    }
    const names = [MANIFEST, ...Object.values(hostWorkflows).flat()].join(', ');
    throw notFound(nameOrPath, `${nameOrPath} for ${names}`);
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

/** All destinations that can be used by name, those of the working directory before those of the package. */
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
