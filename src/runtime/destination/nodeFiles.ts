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

/** The files that the runtime reads, as Node has them. */
export const nodeFiles = {
  /** @throws an error with the code ENOENT, EFBIG (over MAX_FILE_BYTES), or another one of the system's */
  // Small files are read sooner than a promise of one is made.
  // eslint-disable-next-line @typescript-eslint/require-await -- other files are waited for: those of the studio
  read: async (path: string): Promise<string> => readText(path),
  exists: (path: string): boolean => existsSync(path),
  join: (folder: string, path: string): string => join(folder, path),
  resolve: (path: string): string => resolve(path),
  /** The path without symbolic links; of what is not there, the part that is. */
  realPath: (path: string): string => realPath(path),
  subfolders: (path: string): string[] => namesIn(path, (entry) => entry.isDirectory()),
  filesIn: (path: string): string[] => namesIn(path, (entry) => entry.isFile()),
  /** Compiles a JSON Schema when it is needed; that throws when it cannot be used. `text`: that of its file. */
  schemaCompiler(text: string, schema: object): () => Validator {
    return () => precompiledValidator(text) ?? compileSchema(schema);
  },
  /** The folder of the installed package: three above this file, in `src` and in `dist` alike. */
  packageRoot: dirname(dirname(dirname(__dirname))),
};

export type Files = typeof nodeFiles;

/** Reads a regular file only: the opening of a pipe would wait for somebody to write, and a device may never end. */
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

/** The names of such entries of a folder; none when there is no such folder. */
function namesIn(path: string, isWanted: (entry: Dirent) => boolean): string[] {
  const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : [];
  return entries
    .filter(isWanted)
    .map(({ name }) => name)
    .sort();
}
