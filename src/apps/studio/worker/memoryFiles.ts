import type { Files } from '../../../runtime/destination/nodeFiles';
import type { FolderSnapshot } from '../contract';
import { SchemaCache } from './schemaCache';

/** The files of a destination as they are in the page, including unsaved changes. Paths have forward slashes. */
export class MemoryFiles implements Files {
  private readonly texts = new Map<string, string>();
  readonly schemas = new SchemaCache();

  /**
   * @param here the working directory, `.`
   * @param packageRoot the folder with the schemas of the files
   * @param links the targets of symbolic links
   */
  constructor(
    private readonly here: string,
    readonly packageRoot: string,
    private readonly links: FolderSnapshot['links'] = {},
    private readonly tooLarge: FolderSnapshot['tooLarge'] = [],
  ) {}

  set(path: string, text: string): void {
    this.texts.set(path, text);
  }

  delete(path: string): void {
    this.texts.delete(path);
  }

  /** @throws an error with the code ENOENT, as Node does */
  readonly read = (path: string): Promise<string> => {
    const text = this.get(path);
    return text === undefined
      ? Promise.reject(
          Object.assign(new Error(`there is no file ${path}`), {
            code: this.tooLarge.includes(path) ? 'EFBIG' : 'ENOENT',
          }),
        )
      : Promise.resolve(text);
  };

  get(path: string): string | undefined {
    return this.texts.get(normalise(path));
  }

  readonly exists = (path: string): boolean => {
    const clean = normalise(path);
    return this.texts.has(clean) || this.below(clean).length > 0;
  };

  readonly join = (folder: string, path: string): string => normalise(`${folder}/${path}`);

  readonly resolve = (path: string): string =>
    isAbsolute(path) ? normalise(path) : this.join(this.here, path);

  readonly realPath = (path: string): string => {
    const clean = normalise(path);
    const link = Object.keys(this.links).find((each) => clean === each || clean.startsWith(`${each}/`));
    return link === undefined ? clean : `${this.links[link] ?? ''}${clean.slice(link.length)}`;
  };

  readonly subfolders = (path: string): string[] => {
    const names = this.below(normalise(path)).filter((rest) => rest.includes('/'));
    return [...new Set(names.map((rest) => rest.replace(/\/.*$/, '')))].sort();
  };

  readonly filesIn = (path: string): string[] =>
    this.below(normalise(path))
      .filter((rest) => !rest.includes('/'))
      .sort();

  readonly schemaCompiler = this.schemas.compiler;

  /** The paths of the files below a folder, relative to it. */
  private below(folder: string): string[] {
    const prefix = folder.endsWith('/') ? folder : `${folder}/`;
    return [...this.texts.keys()].flatMap((path) =>
      path.startsWith(prefix) ? [path.slice(prefix.length)] : [],
    );
  }
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(path);
}

/** The same path without `.`, `..` and doubled slashes. */
function normalise(path: string): string {
  const [, root = '', rest = ''] = /^((?:[A-Za-z]:)?\/)?(.*)$/s.exec(path.replaceAll('\\', '/')) ?? [];
  const parts: string[] = [];
  for (const part of rest.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') {
      parts.pop();
    } else if (part !== '' && part !== '.' && !(part === '..' && root !== '')) {
      parts.push(part);
    }
  }
  return `${root}${parts.join('/')}` || '.';
}
