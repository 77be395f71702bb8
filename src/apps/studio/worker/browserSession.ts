import type { Envelope } from '../../../runtime/destination/outcome';
import { Router } from '../../../io/delivery/route';
import { allEngines } from '../../../runtime/destination/allEngines';
import { Destination } from '../../../runtime/destination/destination';
import { readFolder, type DestinationFolder, type LoadOptions } from '../../../runtime/destination/folder';
import { displayPath } from '../../../runtime/destination/folderReader';
import { complete } from '../../../tools/editing/complete';
import { createError, type DestkitError } from '../../../runtime/errors/destkitError';
import { errorToDiagnostics, findingToDiagnostic, type Diagnostic } from '../../../tools/editing/diagnostics';
import { readFolderModel, type FolderModel } from '../../../tools/editing/folderModel';
import { loadResources, type Resources } from '../../../tools/editing/resources';
import { createCase } from '../../../tools/goldens/goldenCase';
import { renderGolden, runGolden } from '../../../tools/goldens/run';
import { checkRules, sortFindings } from '../../../tools/lint/run';
import type { Trace } from '../../../tools/trace/model';
import { Tracer } from '../../../tools/trace/trace';
import type { FolderSnapshot } from '../contract';
import { BranchTable } from './branchTable';
import { GoldenTable } from './goldenTable';
import { browserHashes } from './hashes';
import { MemoryFiles } from './memoryFiles';
import {
  EVALUATION_LIMIT_S,
  type About,
  type Answer,
  type EventView,
  type Question,
  type ResultView,
  type SelectedEvent,
} from './messages';
import type { SchemaCache } from './schemaCache';
import { featureInputs } from './featureInputs';
import { viewRequest } from './wireView';

/** The error of an event or golden that has blocked the previous worker. */
export function blockedError(): DestkitError {
  return createError('EVALUATION_TIMEOUT', { limit: EVALUATION_LIMIT_S * 1000 });
}

const nothing = { events: [], golden: undefined, record: undefined };

/** The destination that is open in the page: its files, the last successful build, and its goldens. */
export class BrowserSession {
  readonly goldens = new GoldenTable();
  readonly branches = new BranchTable();
  /** The last successful build. */
  destination: Destination | undefined;
  private tracer: Tracer | undefined;
  private read: DestinationFolder | undefined;
  /** What lint has read last. */
  private model: FolderModel | undefined;
  private resources: Promise<Resources> | undefined;
  private problems: Diagnostic[] = [];
  private readonly files: MemoryFiles;
  private readonly folder: string;
  private readonly loading: LoadOptions;

  constructor(snapshot: FolderSnapshot) {
    this.folder = snapshot.folder;
    this.files = new MemoryFiles(snapshot.here, snapshot.packageRoot, snapshot.links, snapshot.tooLarge);
    this.loading = { allowCode: snapshot.allowCode };
    snapshot.files.forEach(({ path, text }) => {
      this.files.set(path, text);
    });
    this.files.schemas.put(snapshot.schemaCode);
  }

  get schemas(): SchemaCache {
    return this.files.schemas;
  }

  change(path: string, text: string | undefined): void {
    if (text === undefined) {
      this.files.delete(path);
    } else {
      this.files.set(path, text);
    }
  }

  /** Rebuilds the destination. If the build fails, the previous one stays in use. */
  async build(): Promise<void> {
    this.schemas.forgetMissing();
    const problems = await this.tryToBuild();
    // Code of a schema that has not arrived yet is not an error of the folder.
    if (!this.schemas.lacksSome) {
      this.problems = problems;
    }
  }

  /** @returns the errors of a failed build; empty on success */
  private async tryToBuild(): Promise<Diagnostic[]> {
    try {
      const folder = await readFolder(this.folder, this.files, this.loading);
      const destination = new Destination(folder, browserHashes, allEngines);
      await destination.prepare('processor').catch((error: unknown) => {
        // A destination may have other features only.
        if (destination.hasFeature('processor')) {
          throw error;
        }
      });
      this.destination = destination;
      this.read = folder;
      this.tracer = new Tracer(destination);
      return [];
    } catch (error) {
      return errorToDiagnostics(error);
    }
  }

  /** @param blocked the folder of a golden that has blocked the previous worker */
  async lint(blocked: string | undefined): Promise<Diagnostic[]> {
    try {
      this.model = await readFolderModel(this.folder, this.files, this.loading);
      const findings = sortFindings([...checkRules(this.model.lint)].flat());
      const [timeout] = errorToDiagnostics(blockedError());
      const message = `golden ${this.goldens.nameOf(blocked ?? '')}: ${timeout?.message ?? ''}`;
      return [
        ...findings.map(findingToDiagnostic),
        ...(blocked !== undefined && timeout ? [{ ...timeout, message }] : []),
      ];
    } catch (error) {
      return errorToDiagnostics(error);
    }
  }

  /** @param isBlocked whether the event has blocked the previous worker; it is not run again then */
  async run(selectedEvent: SelectedEvent, isBlocked: boolean): Promise<ResultView> {
    const { destination, problems } = this;
    if (!destination) {
      return { problems, ...nothing };
    }
    try {
      if (isBlocked) {
        throw blockedError();
      }
      const inputs = featureInputs(selectedEvent, destination.manifest);
      const events: EventView[] = [];
      for (const input of inputs) {
        events.push(await runEvent(destination, selectedEvent, input));
      }
      return { problems, events, ...(await this.asGolden(destination, selectedEvent, inputs[0])) };
    } catch (error) {
      return { problems: [...problems, ...errorToDiagnostics(error)], ...nothing };
    }
  }

  /** Traces the first event: the steps it runs, and the source of each field of its requests. */
  async trace(selectedEvent: SelectedEvent): Promise<Trace | undefined> {
    const { destination, tracer } = this;
    try {
      const [input] = destination ? featureInputs(selectedEvent, destination.manifest) : [];
      return await tracer?.trace(selectedEvent.feature, input, selectedEvent.options);
    } catch {
      // `run` already reports the error.
      return undefined;
    }
  }

  /** Restarts branch counting with the last successful build. */
  restartBranches(): void {
    if (this.read) {
      this.branches.restart(this.read, this.goldens.cases);
    }
  }

  about(): About | undefined {
    const manifest = this.destination?.manifest;
    return (
      manifest && {
        title: manifest.title,
        configSchema: this.files.join(this.folder, manifest.schemas.config ?? ''),
        examples: {
          events: (manifest.demo?.events ?? [manifest.examples?.events ?? []].flat()).map((file) =>
            this.files.join(this.folder, file),
          ),
          config: manifest.examples && this.files.join(this.folder, manifest.examples.config),
        },
      }
    );
  }

  /** What can be written at a place in a file. */
  async answer({ path, text, offset }: Question): Promise<Answer> {
    const { model, files } = this;
    this.resources ??= loadResources(files);
    const { schemas, functions } = await this.resources;
    return complete({
      model,
      file: displayPath(path, files),
      text,
      offset,
      schemas,
      vocabulary: { functions },
    });
  }

  /** The event as a golden, with the differences if it is an existing one. */
  private async asGolden(
    destination: Destination,
    selectedEvent: SelectedEvent,
    input: unknown,
  ): Promise<Pick<ResultView, 'golden' | 'record'>> {
    const known = selectedEvent.golden === undefined ? undefined : this.goldens.find(selectedEvent.golden);
    const { feature, options } = selectedEvent;
    const hasOptions = Object.keys(options).length > 0;
    const content = hasOptions ? { input, options } : input;
    const { folder = '', name = '', expected } = known ?? {};
    const golden = createCase({ feature, name, folder, content, expected });
    const { actual, differences } = await runGolden(destination, golden);
    return {
      golden: known && { folder, differences },
      record: { input: renderGolden(content, content), output: renderGolden(expected, actual) },
    };
  }
}

async function runEvent(
  destination: Destination,
  selectedEvent: SelectedEvent,
  input: unknown,
): Promise<EventView> {
  const started = performance.now();
  const outcome = await destination.run(selectedEvent.feature, input, selectedEvent.options);
  const milliseconds = performance.now() - started;
  const { hosts, secretHeaders = [] } = destination.manifest;
  const secrets = new Set(secretHeaders.map((name) => name.toLowerCase()));
  const requests = 'requests' in outcome ? outcome.requests : [];
  const router = new Router(hosts ?? requests.map(hostOf), undefined);
  const checked =
    requests.length === 0
      ? undefined
      : await destination.run(selectedEvent.feature, input, { ...selectedEvent.options, validate: true });
  const schemaProblem = checked?.outcome === 'rejected' ? checked.error.message : undefined;
  const wire = requests.map((request) => viewRequest(request, router, secrets));
  return { outcome, wire, schemaProblem, milliseconds };
}

function hostOf({ endpoint }: Envelope): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : '';
}
