import { displayPath } from '../../../runtime/destination/folder';
import type { DestkitError } from '../../../runtime/errors/destkitError';
import type { Files } from '../../../runtime/destination/nodeFiles';
import { openOwnSchema } from '../../../runtime/destination/openSchema';
import { checkDocument } from '../../../runtime/schema/check';
import { openDocument, type Path, type TextDocument } from '../../../runtime/schema/document';
import { suggest } from '../../../runtime/schema/suggest';
import { didYouMean, type Problem } from '../finding';
import type { SchemaDocument } from './model';

/** Reads the files of a folder; one that is not there is a problem at the place that names it. */
export class FolderReader {
  constructor(
    private readonly folder: string,
    private readonly files: Files,
    private readonly problems: Problem[],
  ) {}

  /** A file that a value of a document names, relative to the folder. */
  async read(file: string, from: TextDocument, path: Path): Promise<TextDocument | undefined> {
    const text = await this.readText(file, from, path);
    return text === undefined ? undefined : openDocument(this.display(file), text);
  }

  /** A schema: none when it is not one. */
  async readSchema(file: string, from: TextDocument, path: Path): Promise<SchemaDocument[]> {
    const document = await this.read(file, from, path);
    if (!document) {
      return [];
    }
    const errors = checkDocument(document, await openOwnSchema('json-schema', this.files));
    this.report(errors);
    return errors.length === 0 ? [{ value: document.value as object, document }] : [];
  }

  report(errors: readonly DestkitError[]): void {
    this.problems.push(...errors.map(({ message, where }) => ({ message, where })));
  }

  private async readText(file: string, from: TextDocument, path: Path): Promise<string | undefined> {
    try {
      return await this.files.read(this.files.join(this.folder, file));
    } catch {
      const message = `there is no file ${file} in the destination's folder${this.suggest(file)}`;
      this.problems.push({ message, where: from.whereValue(path) });
      return undefined;
    }
  }

  /** The file beside it that is most likely meant. */
  private suggest(file: string): string {
    const parent = file.replace(/[^/]*$/, '');
    const name = file.slice(parent.length);
    const better = suggest(name, this.files.filesIn(this.files.join(this.folder, parent || '.')));
    return didYouMean(better, parent);
  }

  private display(file: string): string {
    return displayPath(this.files.join(this.folder, file), this.files);
  }
}
