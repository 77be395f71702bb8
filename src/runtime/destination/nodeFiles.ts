import { existsSync, readdirSync, readFileSync, type Dirent } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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

/** Tables are read by `require`, which workflow-engine calls and which keeps what it has read: from here on, it reads anew. */
export function forgetTables(): void {
  for (const file of Object.keys(require.cache)) {
    if (file.endsWith('.json')) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- how Node has it done
      delete require.cache[file];
    }
  }
}
