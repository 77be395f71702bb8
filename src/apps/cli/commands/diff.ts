import { Command, Option } from 'commander';
import { basename, join } from 'node:path';
import type { Destination } from '../../../runtime/destination/destination';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination, readConfigSchema, readDestination } from '../../../runtime/destination/load';
import { Diff } from '../../../tools/diff/diff';
import { diffFormats, renderDiff, type DiffFormat } from '../../../tools/diff/render';
import { DestkitError } from '../../../runtime/errors/destkitError';
import { openInput } from '../../../io/events/openInput';
import { readEvents } from '../../../io/events/readEvents';
import { readCases } from '../../../tools/goldens/cases';
import { readConfigFile } from '../configFile';
import { readPastFolder } from '../diff/gitFolder';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { toHostEvents } from '../../../runtime/destination/hostEvent';
import { formatCount, Progress } from '../progress';

interface DiffOptions extends LoadOptions {
  against: string;
  events?: string;
  config?: string;
  format: DiffFormat;
}

export function diffCommand(finish: (code: ExitCode) => void): Command {
  return new Command('diff')
    .description(
      'Show what an edit changes: run the goldens, and optionally a sample of events, through the new and the old folder. ' +
        'The exit code is 1 if a change is breaking.',
    )
    .argument('<name>', 'destination: a name, or the path of a folder')
    .requiredOption('--against <ref>', 'the commit, branch or tag to compare with')
    .option(
      '--events <file>',
      'a sample of events, in addition to the goldens (NDJSON or a JSON array, may be .gz; - reads stdin)',
    )
    .option(
      '--config <file>',
      "the connection's settings for the sample (default: those of the destination's example)",
    )
    .addOption(new Option('--format <format>', 'format of the report').choices(diffFormats).default('pretty'))
    .addOption(allowCodeOption())
    .addHelpText('after', example('diff <name> --against main --format markdown'))
    .action(async (name: string, options: DiffOptions) => {
      finish(await diff(name, options));
    });
}

async function diff(name: string, options: DiffOptions): Promise<ExitCode> {
  // Dates without an offset must have the same result on every machine.
  process.env.TZ = 'UTC';
  const after = await loadDestination(name, options);
  const past = await readPastFolder(after.path, options.against);
  const interrupted = new AbortController();
  const stop = () => {
    interrupted.abort();
  };
  process.once('SIGINT', stop);
  try {
    const before = await readDestination(past.path, options);
    const work = new Diff({ before, after });
    const { signal } = interrupted;
    await runAll(work, { before, after }, options, signal);
    if (signal.aborted) {
      return exitCodes.interrupted;
    }
    const schemas = { before: await readConfigSchema(before), after: await readConfigSchema(after) };
    const report = work.report({ ref: options.against, commit: past.commit }, schemas);
    process.stdout.write(renderDiff(report, options.format));
    return report.breaking > 0 ? exitCodes.findings : exitCodes.ok;
  } finally {
    process.off('SIGINT', stop);
    past.remove();
  }
}

async function runAll(
  work: Diff,
  { before, after }: { before: Destination; after: Destination },
  { events, config: given }: DiffOptions,
  signal: AbortSignal,
): Promise<void> {
  const { examples, batchKey } = after.manifest;
  const file = given ?? (examples && join(after.path, examples.config));
  const config = file === undefined ? undefined : await readSettings(file, before, after);
  work.addConfig(config);
  const input = events === undefined ? undefined : await openInput(events);
  const progress = new Progress(false, () => ({
    events: work.count,
    share: input?.size === undefined ? undefined : input.bytesRead() / Math.max(1, input.size),
  }));
  try {
    for (const { feature, name, input: golden, options } of readCases(after)) {
      if (signal.aborted) {
        return;
      }
      await work.addGolden(`${feature}/${name}`, feature, golden, options);
      progress.tick();
    }
    // The same time for both states.
    const now = Date.now();
    for await (const batch of input ? readEvents(input.stream, { signal }) : []) {
      for (const item of batch) {
        // A line that cannot be read has the same result before and after.
        for (const event of 'error' in item ? [] : toHostEvents(item.value, config, batchKey)) {
          await work.addEvent(`${basename(events ?? '')}:${String(item.line)}`, event, { now });
        }
      }
      progress.tick();
    }
  } finally {
    input?.close();
    progress.finish(`${formatCount(work.count)} events`);
  }
}

/** Settings that at least one of the states accepts. If the other state rejects them, the report shows this. */
async function readSettings(
  file: string,
  before: Destination,
  after: Destination,
): Promise<Record<string, unknown>> {
  try {
    return await readConfigFile(file, after);
  } catch (error) {
    if (error instanceof DestkitError && error.code === 'CONFIG_INVALID') {
      return readConfigFile(file, before);
    }
    throw error;
  }
}
