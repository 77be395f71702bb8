import type { Files } from './nodeFiles';

/** How a file is used. `schema`: it may also be in the folder that the destinations of a project share. */
export type FileUse = 'own' | 'schema';

/** Absolute paths, including Windows paths. */
const ABSOLUTE = /^(?:[\\/]|[A-Za-z]:)/;

/**
 * Why a file may not be read; undefined if it may. A folder's files must be inside of it, after symbolic links are
 * resolved. Schemas may also be in `schemas` beside `destinations`, if the folder is in a folder of that name.
 *
 * @param file as written in the folder's files
 */
export function outsideProblem(folder: string, file: string, use: FileUse, files: Files): string | undefined {
  if (ABSOLUTE.test(file)) {
    return 'it is an absolute path';
  }
  const path = files.join(folder, file);
  const shared = use === 'schema' ? sharedSchemas(folder, files) : undefined;
  const root = [folder, shared].find((each) => each !== undefined && isBelow(path, each, files));
  if (root === undefined) {
    return "it is outside of the destination's folder";
  }
  return isBelow(files.realPath(path), files.realPath(root), files)
    ? undefined
    : "a symbolic link leads out of the destination's folder";
}

/** `schemas` of the project that contains the folder; undefined if there is none, or if it is a symbolic link. */
function sharedSchemas(folder: string, files: Files): string | undefined {
  const project = files.join(folder, '../..');
  const shared = files.join(project, 'schemas');
  const isInProject = files.join(project, 'destinations') === files.join(folder, '..');
  const isPlain = files.realPath(shared) === files.join(files.realPath(project), 'schemas');
  return isInProject && isPlain ? shared : undefined;
}

function isBelow(path: string, folder: string, files: Files): boolean {
  // This shows which path separator the system uses.
  const [, separator = '/'] = files.join('a', 'b');
  return path.startsWith(folder.endsWith(separator) ? folder : folder + separator);
}
