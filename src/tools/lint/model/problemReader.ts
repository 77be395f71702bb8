import type { FileUse } from '../../../runtime/destination/containment';
import { NO_SUCH_FILE, type FolderReader } from '../../../runtime/destination/folderReader';
import { findIgnoredKeys } from '../../../runtime/destination/hostWorkflowSchema';
import { openOwnSchema, type OwnSchema } from '../../../runtime/destination/openSchema';
import { DestkitError } from '../../../runtime/errors/destkitError';
import type { Path, TextDocument } from '../../../runtime/schema/document';
import { didYouMean, suggest } from '../../../runtime/schema/suggest';
import type { Problem } from '../finding';
import type { SchemaDocument } from './model';

/** Reads the files that a folder's files name, and collects what is wrong with them: a missing one at the place that names it. */
export class ProblemReader {
  readonly problems: Problem[] = [];
  readonly tables = new Map<string, TextDocument>();

  constructor(private readonly folder: FolderReader) {}

  /** A file that a value of a document names. */
  readonly read = async (
    file: string,
    from: TextDocument,
    path: Path,
    use?: FileUse,
  ): Promise<TextDocument | undefined> => {
    const where = () => from.whereValue(path);
    try {
      return await this.folder.read(file, where, use);
    } catch (error) {
      this.problems.push({ message: this.describe(error, file), where: where() });
      return undefined;
    }
  };

  /** A file that a value of a document names, and that other tools than lint read. */
  ensureInside(file: string, from: TextDocument, path: Path): void {
    const where = () => from.whereValue(path);
    try {
      this.folder.ensureInside(file, where);
    } catch (error) {
      this.problems.push({ message: this.describe(error, file), where: where() });
    }
  }

  readonly readTable = async (
    file: string,
    from: TextDocument,
    path: Path,
  ): Promise<TextDocument | undefined> => {
    const known = this.tables.get(file);
    const table = known ?? (await this.read(file, from, path));
    if (table && !known) {
      this.tables.set(file, table);
      this.problems.push(...table.syntaxErrors);
    }
    return table;
  };

  /** A schema: none when it is not one. */
  async readSchema(file: string, from: TextDocument, path: Path): Promise<SchemaDocument[]> {
    const document = await this.read(file, from, path, 'schema');
    return document && (await this.isSound(document, 'json-schema'))
      ? [{ value: document.value as object, document }]
      : [];
  }

  /** Whether a file is as its schema wants it. */
  async isSound(document: TextDocument, schema: OwnSchema): Promise<boolean> {
    const errors = await this.folder.check(document, schema);
    this.problems.push(...errors);
    return errors.length === 0;
  }

  /** A host's workflow file works with keys that its host does not know, such as misspelt ones. */
  async warnOfIgnoredKeys(document: TextDocument): Promise<void> {
    const keys = findIgnoredKeys(document, await openOwnSchema('workflow', this.folder.files));
    this.problems.push(
      ...keys.map(({ message, where }): Problem => ({
        message: `${message}: the host ignores it`,
        where,
        severity: 'warning',
      })),
    );
  }

  private describe(error: unknown, file: string): string {
    if (!(error instanceof DestkitError)) {
      throw error;
    }
    return error.code === 'FILE_MISSING' && error.message.includes(NO_SUCH_FILE)
      ? `there is no file ${file} in the destination's folder${this.suggest(file)}`
      : error.message;
  }

  /** The file beside it that is most likely meant. */
  private suggest(file: string): string {
    const parent = file.replace(/[^/]*$/, '');
    return didYouMean(
      suggest(file.slice(parent.length), this.folder.filesIn(parent || '.')),
      (name) => parent + name,
    );
  }
}
