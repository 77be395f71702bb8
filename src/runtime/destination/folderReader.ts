import { createError, type DestkitError, type Where } from '../errors/destkitError';
import { MAX_FILE_BYTES, MAX_FOLDER_BYTES } from '../limits';
import { checkDocument } from '../schema/check';
import { checkRefs } from '../schema/checkRefs';
import { openDocument, type TextDocument } from '../schema/document';
import { outsideProblem, type FileUse } from './containment';
import type { Files } from './nodeFiles';
import { openOwnSchema, type OwnSchema } from './openSchema';

/** The problem of a FILE_MISSING that is what its code says. */
export const NO_SUCH_FILE = 'there is no such file';

/** Reads the files of a destination folder, and none outside of it; paths are relative to it. */
export class FolderReader {
  /** Characters read so far, by path. */
  private readonly sizes = new Map<string, number>();

  constructor(
    readonly path: string,
    readonly files: Files,
  ) {}

  /**
   * @param where finds the place that names the file
   * @throws FILE_OUTSIDE, FILE_MISSING, FILE_TOO_LARGE
   */
  readonly read = async (file: string, where?: () => Where, use: FileUse = 'own'): Promise<TextDocument> => {
    this.ensureInside(file, where, use);
    const path = this.files.join(this.path, file);
    const shown = displayPath(path, this.files);
    let text: string;
    try {
      text = await this.files.read(path);
    } catch (error) {
      throw unreadable(shown, error, where);
    }
    this.count(path, text.length, shown, where);
    return openDocument(shown, text);
  };

  /** @throws FILE_OUTSIDE */
  ensureInside(file: string, where?: () => Where, use: FileUse = 'own'): void {
    const problem = outsideProblem(this.path, file, use, this.files);
    if (problem !== undefined) {
      throw createError('FILE_OUTSIDE', { file, problem }, where?.());
    }
  }

  /** What is wrong with a file of the folder, by the package's schema for files of its kind. */
  async check(document: TextDocument, kind: OwnSchema): Promise<readonly DestkitError[]> {
    const problems = checkDocument(document, await openOwnSchema(kind, this.files));
    return problems.length === 0 && kind === 'json-schema' ? checkRefs(document) : problems;
  }

  /** The names of the files in a folder below this one. */
  filesIn(folder: string): string[] {
    return this.files.filesIn(this.files.join(this.path, folder));
  }

  private count(path: string, size: number, shown: string, where?: () => Where): void {
    this.sizes.set(path, size);
    const total = [...this.sizes.values()].reduce((sum, each) => sum + each, 0);
    if (total > MAX_FOLDER_BYTES) {
      const problem = `with it, more than ${inMib(MAX_FOLDER_BYTES)} of the folder are read`;
      throw createError('FILE_TOO_LARGE', { file: shown, problem }, where?.());
    }
  }
}

function unreadable(file: string, error: unknown, where?: () => Where): DestkitError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EFBIG') {
    const problem = `a file may have ${inMib(MAX_FILE_BYTES)}`;
    return createError('FILE_TOO_LARGE', { file, problem }, where?.());
  }
  const problem = code === 'ENOENT' ? NO_SUCH_FILE : code === 'EINVAL' ? message : String(error);
  return createError('FILE_MISSING', { file, problem }, where?.());
}

function inMib(bytes: number): string {
  return `${String(bytes / (1024 * 1024))} MiB`;
}

/** Paths in messages are relative to where the person stands. */
export function displayPath(path: string, files: Files): string {
  const here = files.resolve('.');
  return path.startsWith(`${here}/`) ? path.slice(here.length + 1) : path;
}
