import type { LoadOptions } from '../../runtime/destination/folder';
import { errorToDiagnostics, findingToDiagnostic, type Diagnostic } from '../../tools/editing/diagnostics';
import { readFolderModel, type FolderModel } from '../../tools/editing/folderModel';
import type { Finding } from '../../tools/lint/finding';
import { checkRules, sortFindings } from '../../tools/lint/run';
import type { OverlayFiles } from './overlayFiles';
import { yieldToRequests } from './yieldToRequests';

/** Work waits for a pause of this length after an edit. */
const QUIET_MS = 20;

/** A destination folder that is being edited: its model and its diagnostics, brought up to date in the background. */
export class FolderSession {
  /** Of the last version that was checked. */
  diagnostics: readonly Diagnostic[] = [];
  /** The last model that could be read. */
  model: FolderModel | undefined;
  private version = 0;
  private reading: Promise<FolderModel> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly sources = new Set<string>();

  constructor(
    readonly folder: string,
    private readonly files: OverlayFiles,
    private readonly options: LoadOptions,
    private readonly onDiagnostics: (session: FolderSession) => void,
  ) {}

  /** Whether a file belongs to the folder, or was read for it. */
  uses(path: string): boolean {
    return path.startsWith(`${this.folder}/`) || this.sources.has(path);
  }

  /** Call when a file of the folder has changed. */
  change(): void {
    this.version += 1;
    this.reading = undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), QUIET_MS);
  }

  /** The model of the files as they are now. @throws FILE_MISSING when the folder has no manifest */
  read(): Promise<FolderModel> {
    this.reading ??= readFolderModel(this.folder, this.files, this.options).then((model) => {
      this.files.takeRead().forEach((path) => this.sources.add(path));
      this.model = model;
      return model;
    });
    return this.reading;
  }

  close(): void {
    this.version += 1;
    clearTimeout(this.timer);
    this.diagnostics = [];
    this.onDiagnostics(this);
  }

  /** Checks one rule after the other and hears requests in between; stops when there is a newer version. */
  private async check(): Promise<void> {
    const { version } = this;
    try {
      const model = await this.read();
      const findings: Finding[] = [];
      await yieldToRequests();
      for (const found of checkRules(model.lint)) {
        findings.push(...found);
        await yieldToRequests();
        if (version !== this.version) {
          return;
        }
      }
      this.diagnostics = sortFindings(findings).map(findingToDiagnostic);
    } catch (error) {
      this.diagnostics = errorToDiagnostics(error);
    }
    if (version === this.version) {
      this.onDiagnostics(this);
    }
  }
}
