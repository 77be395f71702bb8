import { allEngines } from '../../../runtime/destination/allEngines';
import { Destination } from '../../../runtime/destination/destination';
import { readFolder, type LoadOptions } from '../../../runtime/destination/folder';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { nodeHashes } from '../../../runtime/destination/nodeHashes';
import { createError } from '../../../runtime/errors/destkitError';
import { errorToDiagnostics, type Diagnostic } from '../../../tools/editing/diagnostics';
import { ExampleValues } from '../../../tools/editing/exampleValues';
import { GoldenUseCounter, type GoldenUse } from '../../../tools/editing/goldenUse';
import { formatDifference } from '../../../tools/goldens/compare';
import { listGoldens, readCase, readCases } from '../../../tools/goldens/cases';
import { runGolden, type GoldenResult } from '../../../tools/goldens/run';
import { updateGolden } from '../../../tools/goldens/update';
import { Tracer } from '../../../tools/trace/trace';
import { renderAnswer } from '../../cli/trace/renderAnswer';
import type { OverlayFiles } from '../overlayFiles';
import { yieldToRequests } from '../yieldToRequests';
import type { RunnerCalls } from './contract';
import { readExample, type Example } from './example';

/** Goldens run for so long before other calls are heard. */
const SLICE_MS = 10;

type Params<Name extends keyof RunnerCalls> = RunnerCalls[Name]['params'];
type Result<Name extends keyof RunnerCalls> = Promise<RunnerCalls[Name]['result']>;

/** Runs one destination folder: its example, its goldens. */
export class FolderRunner {
  private destination: Destination | undefined;
  private example: Example | undefined;
  private values: ExampleValues | undefined;
  private chosen: string | undefined;
  private counting = 0;

  constructor(
    private readonly folder: string,
    private readonly files: OverlayFiles,
    private readonly options: LoadOptions,
  ) {}

  async refresh(): Result<'refresh'> {
    const problems = await this.build();
    const { values, example } = this;
    return {
      ...{ problems, example: example?.name },
      ...{ expressions: values?.expressions ?? [], steps: values?.steps ?? [] },
    };
  }

  choose({ golden }: Params<'choose'>): Result<'choose'> {
    this.chosen = golden;
    return Promise.resolve(undefined);
  }

  async goldens(): Result<'goldens'> {
    const destination = await this.ready();
    return listGoldens(destination).map(({ feature, name, folder }) => ({
      name: `${feature}/${name}`,
      folder,
    }));
  }

  valueOf({ file, path, text, span }: Params<'valueOf'>): Result<'valueOf'> {
    return Promise.resolve(this.values?.valueOf(file, path, text, span));
  }

  /** Stops without a result when it is called again. */
  async use(): Promise<GoldenUse | undefined> {
    this.counting += 1;
    const own = this.counting;
    // As it is on disk: the counts are to stay the same while somebody types.
    const files = { ...nodeFiles, resolve: this.files.resolve };
    const saved = await readFolder(this.folder, files, this.options);
    const cases = readCases(new Destination(saved, nodeHashes, allEngines));
    const counter = new GoldenUseCounter(saved, nodeHashes, cases);
    for (;;) {
      const use = await counter.runSome(SLICE_MS);
      if (use || own !== this.counting) {
        return use;
      }
      await yieldToRequests();
    }
  }

  async run({ goldens }: Params<'run'>): Result<'run'> {
    const destination = await this.rebuilt();
    const places = listGoldens(destination).filter(({ folder }) => goldens?.includes(folder) ?? true);
    const results: GoldenResult[] = [];
    for (const place of places) {
      const result = await runGolden(destination, readCase(place));
      if (result.differences.length > 0) {
        results.push(result);
      }
      await yieldToRequests();
    }
    const failures = results.map(({ golden: { feature, name, folder }, differences }) => ({
      ...{ folder, name: `${feature}/${name}`, differences: differences.map(formatDifference) },
    }));
    return { total: places.length, failures };
  }

  async update({ golden }: Params<'update'>): Result<'update'> {
    const destination = await this.rebuilt();
    const place = listGoldens(destination).find(({ folder }) => folder === golden);
    return place !== undefined && updateGolden(await runGolden(destination, readCase(place)));
  }

  async why({ field }: Params<'why'>): Result<'why'> {
    const destination = await this.rebuilt();
    const { example } = this;
    if (!example) {
      throw createError('USAGE', {
        problem: `destination "${destination.name}" has no example and no golden`,
      });
    }
    const { feature, input, options } = example;
    return renderAnswer(await new Tracer(destination).why(feature, input, field, options));
  }

  /** The destination as it could last be built. */
  private async ready(): Promise<Destination> {
    return this.destination ?? this.rebuilt();
  }

  /** The destination with the files as they are now. @throws USAGE */
  private async rebuilt(): Promise<Destination> {
    const [first, ...others] = await this.build();
    if (first || !this.destination) {
      const more = others.length > 0 ? `, and ${String(others.length)} more errors` : '';
      throw createError('USAGE', { problem: `the destination has errors: ${first?.message ?? ''}${more}` });
    }
    return this.destination;
  }

  private async build(): Promise<readonly Diagnostic[]> {
    // The files may have changed on disk, which only the other thread is notified of.
    this.files.forget();
    try {
      const read = await readFolder(this.folder, this.files, this.options);
      const destination = new Destination(read, nodeHashes, allEngines);
      for (const feature of read.workflows.keys()) {
        await destination.prepare(feature);
      }
      this.destination = destination;
      this.example = await readExample(destination, this.chosen);
      const { feature, input, options } = this.example ?? {};
      this.values =
        feature === undefined
          ? undefined
          : await ExampleValues.record(destination, feature, input, options ?? {});
      return [];
    } catch (error) {
      return errorToDiagnostics(error);
    }
  }
}
