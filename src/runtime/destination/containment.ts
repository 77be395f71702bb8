import type { Files } from './nodeFiles';

/** What a file is read as. `schema`: it may also be one that the destinations of a project share. */
export type FileUse = 'own' | 'schema';

/** Absolute paths, of Windows too. */
const ABSOLUTE = /^(?:[\\/]|[A-Za-z]:)/;

/**
 * Why a file may not be read; undefined when it may. A folder's files are inside it, wherever symbolic links lead. Schemas
 * may be in `schemas` beside `destinations` as well, when the folder is in a folder of that name.
 *
 * @param file as the folder's files name it
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

/** `schemas` of the project that a folder is in; undefined where there is none, or where a link stands for it. */
function sharedSchemas(folder: string, files: Files): string | undefined {
  const project = files.join(folder, '../..');
  const shared = files.join(project, 'schemas');
  const isInProject = files.join(project, 'destinations') === files.join(folder, '..');
  const isPlain = files.realPath(shared) === files.join(files.realPath(project), 'schemas');
  return isInProject && isPlain ? shared : undefined;
}

function isBelow(path: string, folder: string, files: Files): boolean {
  // The one place where it shows which separator the system has.
  const [, separator = '/'] = files.join('a', 'b');
  return path.startsWith(folder.endsWith(separator) ? folder : folder + separator);
}
