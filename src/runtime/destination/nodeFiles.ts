import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Dirent,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MAX_FILE_BYTES } from '../limits';
import { precompiledValidator } from '../schema/precompiledSchemas';
import type { Validator } from '../schema/validating';
import { compileSchema } from '../schema/validator';

/** The file system for the runtime, implemented with Node. */
export const nodeFiles = {
  /** @throws an error with the code ENOENT, EFBIG (over MAX_FILE_BYTES), or another system error */
  // Reading a small file takes less time than creating a promise.
  // eslint-disable-next-line @typescript-eslint/require-await -- the studio's implementation is asynchronous
  read: async (path: string): Promise<string> => readText(path),
  exists: (path: string): boolean => existsSync(path),
  join: (folder: string, path: string): string => join(folder, path),
  resolve: (path: string): string => resolve(path),
  /** The path without symbolic links. If the path does not exist, only its existing part is resolved. */
  realPath: (path: string): string => realPath(path),
  subfolders: (path: string): string[] => namesIn(path, (entry) => entry.isDirectory()),
  filesIn: (path: string): string[] => namesIn(path, (entry) => entry.isFile()),
  /**
   * Compiles a JSON Schema on first use; the returned function throws if the schema is invalid. `text`: the text of
   * its file.
   */
  schemaCompiler(text: string, schema: object): () => Validator {
    return () => precompiledValidator(text) ?? compileSchema(schema);
  },
  /** The folder of the installed package: three levels above this file, both in `src` and in `dist`. */
  packageRoot: dirname(dirname(dirname(__dirname))),
};

export type Files = typeof nodeFiles;

/** Reads regular files only: opening a pipe would wait for a writer, and a device may never end. */
function readText(path: string): string {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) {
      throw Object.assign(new Error('it is not a regular file'), { code: 'EINVAL' });
    }
    if (stats.size > MAX_FILE_BYTES) {
      throw Object.assign(new Error(`it has ${String(stats.size)} bytes`), { code: 'EFBIG' });
    }
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}

/** The names of the wanted entries of a folder; none if the folder does not exist. */
function namesIn(path: string, isWanted: (entry: Dirent) => boolean): string[] {
  const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : [];
  return entries
    .filter(isWanted)
    .map(({ name }) => name)
    .sort();
}
