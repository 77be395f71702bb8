import type { LoadOptions } from '../../runtime/destination/folder';
import { errorToDiagnostics, findingToDiagnostic, type Diagnostic } from '../../tools/editing/diagnostics';
import type { GoldenUse } from '../../tools/editing/goldenUse';
import { readFolderModel, type FolderModel } from '../../tools/editing/folderModel';
import { goldenRoot } from '../../tools/goldens/cases';
import type { Finding } from '../../tools/lint/finding';
import { checkRules, sortFindings } from '../../tools/lint/run';
import type { OverlayFiles } from './overlayFiles';
import type { RunnerClient } from './runner/client';
import { Debounce } from './debounce';
import { ExampleCache } from './exampleCache';
import { yieldToRequests } from './yieldToRequests';

/** Work waits for a pause of this length after an edit; what runs the destination waits longer. */
const QUIET_MS = 20;
const IDLE_MS = 150;

/** What a session tells the server. */
export interface SessionEvents {
  /** The diagnostics are those of the last version. */
  checked(session: FolderSession): void;
  /** The values of the example are those of the last version that could be built. */
  ran(session: FolderSession): void;
  /** It is known which goldens take which steps. */
  counted(session: FolderSession): void;
}

/** A destination folder that is being edited: its model and its diagnostics, brought up to date in the background. */
export class FolderSession {
  /** Of the last version that was checked. */
  diagnostics: readonly Diagnostic[] = [];
  /** The last model that could be read. */
  model: FolderModel | undefined;
  use: GoldenUse | undefined;
  readonly example: ExampleCache;
  private version = 0;
  private reading: Promise<FolderModel> | undefined;
  private isActive = false;
  private readonly checking = new Debounce(QUIET_MS);
  private readonly running = new Debounce(IDLE_MS);
  private readonly counting = new Debounce(IDLE_MS);
  private readonly sources = new Set<string>();

  constructor(
    readonly folder: string,
    private readonly files: OverlayFiles,
    private readonly options: LoadOptions,
    readonly runner: RunnerClient,
    private readonly events: SessionEvents,
  ) {
    this.example = new ExampleCache(folder, runner);
  }

  /** Whether a file belongs to the folder, or was read for it. */
  uses(path: string): boolean {
    const { name } = this.model?.lint.manifestValue ?? {};
    const goldens = name === undefined ? undefined : goldenRoot({ path: this.folder, name });
    return (
      path.startsWith(`${this.folder}/`) ||
      this.sources.has(path) ||
      (goldens !== undefined && path.startsWith(`${goldens}/`))
    );
  }

  /** Call when a file of the folder has changed, in the editor or on disk. */
  change(): void {
    this.version += 1;
    this.reading = undefined;
    this.running.cancel();
    this.checking.start(() => this.check());
  }

  /** Call when a file of the folder has been saved, or has changed on disk. */
  saved(): void {
    this.files.forget();
    if (this.isActive) {
      this.counting.start(() => this.count());
    }
  }

  /** Call when a file of the folder is opened: from then on its example and its goldens are run. */
  activate(): void {
    if (!this.isActive) {
      this.isActive = true;
      this.saved();
    }
  }

  /** The model of the files as they are now, or the last one that could be read. */
  async current(): Promise<FolderModel | undefined> {
    await this.read().catch(() => undefined);
    return this.model;
  }

  /** Runs the example again: another one was chosen. */
  restart(): void {
    this.running.start(() => this.run(this.version));
  }

  close(): void {
    this.version += 1;
    this.checking.cancel();
    this.running.cancel();
    this.counting.cancel();
    this.diagnostics = [];
  }

  private read(): Promise<FolderModel> {
    this.reading ??= readFolderModel(this.folder, this.files, this.options).then((model) => {
      this.files.takeRead().forEach((path) => this.sources.add(path));
      this.model = model;
      return model;
    });
    return this.reading;
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
      this.events.checked(this);
      if (this.isActive) {
        this.running.start(() => this.run(version));
      }
    }
  }

  /** Builds the destination, which may find errors that lint does not. */
  private async run(version: number): Promise<void> {
    const problems = await this.example.refresh();
    if (version !== this.version) {
      return;
    }
    const known = new Set(this.diagnostics.map(placeOf));
    const others = problems.filter((problem) => !known.has(placeOf(problem)));
    if (others.length > 0) {
      this.diagnostics = [...this.diagnostics, ...others];
      this.events.checked(this);
    }
    this.events.ran(this);
  }

  private async count(): Promise<void> {
    const use = await this.runner.call('use', { folder: this.folder }).catch(() => undefined);
    if (use) {
      this.use = use;
      this.events.counted(this);
    }
  }
}

function placeOf({ message, at }: Diagnostic): string {
  return JSON.stringify([message, at]);
}
