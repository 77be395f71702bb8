import { createError, type DestkitError } from '../errors/destkitError';
import { checkDocument } from '../schema/check';
import { openDocument, type TextDocument } from '../schema/document';
import type { Files } from './nodeFiles';
import { openOwnSchema } from './openSchema';

/** Reads the files of a destination folder; paths are relative to it. */
export class FolderReader {
  constructor(
    readonly path: string,
    readonly files: Files,
  ) {}

  /** @throws FILE_MISSING */
  readonly read = async (file: string): Promise<TextDocument> => {
    const path = this.files.join(this.path, file);
    const shown = displayPath(path, this.files);
    try {
      return openDocument(shown, await this.files.read(path));
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw createError('FILE_MISSING', {
        file: shown,
        problem: isMissing ? 'there is no such file' : String(error),
      });
    }
  };

  /** What is wrong with a file of the folder, by the package's schema for files of its kind. */
  async check(
    document: TextDocument,
    kind: 'destination' | 'workflow' | 'json-schema',
  ): Promise<readonly DestkitError[]> {
    return checkDocument(document, await openOwnSchema(kind, this.files));
  }

  /** The names of the files in a folder below this one. */
  filesIn(folder: string): string[] {
    return this.files.filesIn(this.files.join(this.path, folder));
  }
}

/** Paths in messages are relative to where the person stands. */
export function displayPath(path: string, files: Files): string {
  const here = files.resolve('.');
  return path.startsWith(`${here}/`) ? path.slice(here.length + 1) : path;
}
