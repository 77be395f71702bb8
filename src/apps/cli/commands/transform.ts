import { Command, Option } from 'commander';
import {
  engineNames,
  type Destination,
  type EngineName,
  type RunOptions,
} from '../../../runtime/destination/destination';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination } from '../../../runtime/destination/load';
import type { Outcome } from '../../../runtime/destination/outcome';
import { openInput } from '../../../io/events/openInput';
import { readEvents, type InputItem } from '../../../io/events/readEvents';
import { checkOverrides, readConfigFile } from '../configFile';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { parseCount } from '../parseNumber';
import { toHostEvents } from '../../../runtime/destination/hostEvent';
import { Output } from '../../../io/output';
import { formatCount, Progress } from '../progress';

interface TransformOptions extends LoadOptions {
  config?: string;
  profile?: string;
  dialect?: string;
  engine?: EngineName;
  validate?: boolean;
  strict?: boolean;
  limit?: number;
  pretty?: boolean;
  output?: string;
  quiet?: boolean;
}

/** The result of an input line: an outcome, or the error of a line that could not be read. */
type LineOutcome = Outcome | { outcome: 'rejected'; error: unknown };

/** The place of an event: its line, and its index if the line contains several events. */
interface Place {
  line: number;
  event?: number;
}

interface PlacedOutcome {
  place: Place;
  outcome: LineOutcome;
}

export function transformCommand(finish: (code: ExitCode) => void): Command {
  return new Command('transform')
    .description('Turn events into requests: one JSON result per event, in input order.')
    .argument('<name>', 'destination: a name, or the path of a folder')
    .argument('[file]', 'events as NDJSON or one JSON array, may be .gz; - or no argument reads stdin')
    .option(
      '--config <file>',
      "the connection's settings (JSON or YAML); env.NAME takes an environment variable",
    )
    .option('--profile <profile>', 'payload profile, instead of the one in the settings')
    .option('--dialect <dialect>', 'dialect of the events, instead of the one in the settings')
    .addOption(new Option('--engine <engine>', 'engine that runs the workflow').choices(engineNames))
    .option('--validate', "check each request body against the destination's request schemas")
    .option('--strict', 'exit with code 1 if an event is rejected')
    .option('--limit <n>', 'stop after this many events', parseCount)
    .option('--pretty', 'indent the results')
    .option('--output <file>', 'write the results to this file instead of stdout')
    .option('--quiet', 'show no progress and no summary')
    .addOption(allowCodeOption())
    .addHelpText(
      'after',
      example('transform <name> events.ndjson --config config.json --output requests.ndjson'),
    )
    .action(async (name: string, file: string | undefined, options: TransformOptions) => {
      finish(await transform(name, file, options));
    });
}

async function transform(
  name: string,
  file: string | undefined,
  options: TransformOptions,
): Promise<ExitCode> {
  const destination = await loadDestination(name, options);
  const overrides = { profile: options.profile, dialect: options.dialect };
  checkOverrides(destination, overrides);
  const config = options.config ? await readConfigFile(options.config, destination, overrides) : undefined;
  const input = await openInput(file);
  const output = await Output.open(options.output);

  const counts = { transformed: 0, rejected: 0, filtered: 0 };
  const total = () => counts.transformed + counts.rejected + counts.filtered;
  const progress = new Progress(options.quiet === true, () => ({
    events: total(),
    share: input.size === undefined ? undefined : input.bytesRead() / Math.max(1, input.size),
  }));
  const interrupted = new AbortController();
  const stop = () => {
    interrupted.abort();
  };
  process.once('SIGINT', stop);

  const transformItem = createTransformer(destination, config, { ...options, ...overrides });
  const limit = options.limit ?? Infinity;
  const indent = options.pretty ? 2 : undefined;
  try {
    reading: for await (const batch of readEvents(input.stream, { signal: interrupted.signal })) {
      for (const item of batch) {
        if (total() >= limit || interrupted.signal.aborted) {
          break reading;
        }
        for (const { place, outcome } of await transformItem(item)) {
          counts[outcome.outcome] += 1;
          const full = output.write(`${JSON.stringify(toResult(place, outcome), null, indent)}\n`);
          if (full) {
            await full;
            progress.tick();
          }
        }
      }
    }
    await output.close();
  } finally {
    process.off('SIGINT', stop);
    input.close();
    progress.finish(summarize(total(), counts));
  }
  if (interrupted.signal.aborted) {
    return exitCodes.interrupted;
  }
  return options.strict && counts.rejected > 0 ? exitCodes.findings : exitCodes.ok;
}

function createTransformer(
  destination: Destination,
  config: Record<string, unknown> | undefined,
  options: RunOptions,
): (item: InputItem) => Promise<PlacedOutcome[]> | PlacedOutcome[] {
  const { engine, profile, dialect, validate } = options;
  const runOptions = { engine, profile, dialect, validate };
  const { batchKey } = destination.manifest;
  return async (item) => {
    const { line } = item;
    if ('error' in item) {
      const error = item.error.locate({ destination: destination.name }).toJSON();
      return [{ place: { line }, outcome: { outcome: 'rejected', error } }];
    }
    const events = toHostEvents(item.value, config, batchKey);
    const [only] = events;
    if (events.length === 1 && only) {
      return [{ place: { line }, outcome: await destination.transform(only, runOptions) }];
    }
    if (!only) {
      return [
        { place: { line }, outcome: { outcome: 'filtered', reason: 'the line is a list without events' } },
      ];
    }
    const outcomes = await Promise.all(events.map((event) => destination.transform(event, runOptions)));
    return outcomes.map((outcome, index) => ({ place: { line, event: index + 1 }, outcome }));
  };
}

/** The result as it is written to the output. An outcome without warnings has no key `warnings`. */
function toResult(place: Place, outcome: LineOutcome): object {
  if ('requests' in outcome && outcome.warnings.length === 0) {
    return { ...place, outcome: outcome.outcome, requests: outcome.requests };
  }
  if ('error' in outcome && (!('warnings' in outcome) || outcome.warnings.length === 0)) {
    return { ...place, outcome: outcome.outcome, error: outcome.error };
  }
  return { ...place, ...outcome };
}

function summarize(total: number, counts: Record<'transformed' | 'rejected' | 'filtered', number>): string {
  const parts = Object.entries(counts).map(([outcome, count]) => `${formatCount(count)} ${outcome}`);
  return `${formatCount(total)} events: ${parts.join(', ')}`;
}
