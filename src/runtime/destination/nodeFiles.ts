import { existsSync, readdirSync, readFileSync, realpathSync, type Dirent } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { readyValidator } from '../schema/ready';
import type { Validator } from '../schema/validating';
import { compileSchema } from '../schema/validator';

/** The files that the runtime reads, as Node has them. */
export const nodeFiles = {
  // Small files are read sooner than a promise of one is made.
  // eslint-disable-next-line @typescript-eslint/require-await -- other files are waited for: those of the studio
  read: async (path: string): Promise<string> => readFileSync(path, 'utf8'),
  exists: (path: string): boolean => existsSync(path),
  join: (folder: string, path: string): string => join(folder, path),
  resolve: (path: string): string => resolve(path),
  subfolders: (path: string): string[] => namesIn(path, (entry) => entry.isDirectory()),
  filesIn: (path: string): string[] => namesIn(path, (entry) => entry.isFile()),
  /** Compiles a JSON Schema when it is needed; that throws when it cannot be used. `text`: that of its file. */
  schemaCompiler(text: string, schema: object): () => Validator {
    return () => readyValidator(text) ?? compileSchema(schema);
  },
  /** The folder of the installed package: three above this file, in `src` and in `dist` alike. */
  packageRoot: dirname(dirname(dirname(__dirname))),
};

export type Files = typeof nodeFiles;

/** The names of such entries of a folder; none when there is no such folder. */
function namesIn(path: string, isWanted: (entry: Dirent) => boolean): string[] {
  const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : [];
  return entries
    .filter(isWanted)
    .map(({ name }) => name)
    .sort();
}

/**
 * Has the tables of a folder read again. workflow-engine reads them with `require` before it asks anything else, and `require`
 * keeps them: without this, `test --watch --engine reference` would never see an edit of a table. A test of `--watch`
 * notices when Node no longer allows it. The modules of a program that uses the library stay.
 */
export function forgetTables(folder: string): void {
  const below = join(realpathSync(folder), sep);
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(below) && file.endsWith('.json')) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the one way that Node has for it
      delete require.cache[file];
    }
  }
}
