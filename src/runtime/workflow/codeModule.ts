import { moduleOf } from './bindingValues';

type Exports = Readonly<Record<string, unknown>>;

/**
 * Loads a JavaScript module that a workflow binds: a file of the folder, or an npm package, which is looked for from the folder on.
 * workflow-engine looks for packages from itself on, and takes what it finds there for a file of the folder that cannot be loaded.
 *
 * @param path as the workflow binds it
 * @throws Error that says what is missing
 */
export function loadCode(folder: string, path: string): Exports {
  const file = resolve(folder, `${folder}/${path}`) ?? resolve(folder, path);
  if (file === undefined) {
    throw new Error(`cannot load the binding ${path}: there is no such module${LOADER}`);
  }
  try {
    // An import() would see the exports of a CommonJS module only that Node.js can tell without running it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const loaded = require(file) as Exports;
    return loaded.__esModule ? loaded : moduleOf(loaded);
  } catch (error) {
    throw new Error(`cannot load the binding ${path}: ${describe(error)}`, { cause: error });
  }
}

const LOADER = ' (TypeScript needs a loader, see docs/hosts/rudder-transformer.md)';

/** The file of a module; undefined when there is none. */
function resolve(folder: string, path: string): string | undefined {
  try {
    return require.resolve(path, { paths: [folder] });
  } catch {
    return undefined;
  }
}

/** Node's error for a module that cannot be loaded. */
interface LoadError {
  code?: string;
  message?: string;
  /** The modules that led to a missing one; the first one requires it. */
  requireStack?: string[];
}

function describe(error: unknown): string {
  const { code, message = String(error), requireStack: [from] = [] } = (error ?? {}) as LoadError;
  const [first = ''] = message.split('\n');
  return code === 'MODULE_NOT_FOUND' && from !== undefined ? `${first}, required by ${from}${LOADER}` : first;
}
