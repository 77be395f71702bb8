import { Command, Option } from 'commander';
import { join } from 'node:path';
import type { Destination, HostEvent } from '../../../runtime/destination/destination';
import { displayPath } from '../../../runtime/destination/folderReader';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination } from '../../../runtime/destination/load';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { createError } from '../../../runtime/errors/destkitError';
import { openInput } from '../../../io/events/openInput';
import { readEvents } from '../../../io/events/readEvents';
import { Tracer } from '../../../tools/trace/trace';
import { readConfigFile } from '../configFile';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { noteHostFolder } from '../hostFolderNote';
import { toHostEvents } from '../../../runtime/destination/hostEvent';
import { renderAnswer } from '../trace/renderAnswer';
import { renderTrace } from '../trace/renderTrace';

interface TraceOptions extends LoadOptions {
  event?: string;
  config?: string;
  feature: string;
  profile?: string;
  dialect?: string;
  why?: string;
  format: 'text' | 'json';
}

export function traceCommand(finish: (code: ExitCode) => void): Command {
  return new Command('trace')
    .description('Follow one event through the workflow, step by step, and show where each field comes from.')
    .argument('<name>', 'destination: a name, or the path of a folder')
    .option(
      '--event <file>',
      "a file whose first event is traced; - reads stdin (default: the destination's own example)",
    )
    .option('--config <file>', "the connection's settings (default: those of the example)")
    .option('--feature <feature>', 'the feature to run', 'processor')
    .option('--profile <profile>', 'payload profile, instead of the one in the settings')
    .option('--dialect <dialect>', 'dialect of the event, instead of the one in the settings')
    .option(
      '--why <path>',
      'explain why this field is present or missing, such as requests[0].body.JSON.name',
    )
    .addOption(
      new Option('--format <format>', 'format of the trace').choices(['text', 'json']).default('text'),
    )
    .addOption(allowCodeOption())
    .addHelpText('after', example('trace <name> --event event.json --config config.json'))
    .action(async (name: string, options: TraceOptions) => {
      await trace(name, options);
      finish(exitCodes.ok);
    });
}

async function trace(name: string, options: TraceOptions): Promise<void> {
  // Dates without an offset must have the same result on every machine.
  process.env.TZ = 'UTC';
  const { feature, why, format, profile, dialect } = options;
  const destination = await loadDestination(name, options);
  noteHostFolder(destination.path);
  const input = await readInput(destination, options);
  const tracer = new Tracer(destination);
  const run = { profile, dialect };
  if (why !== undefined) {
    const answer = await tracer.why(feature, input, why, run);
    process.stdout.write(format === 'json' ? toJson(answer) : renderAnswer(answer));
    return;
  }
  const traced = await tracer.trace(feature, input, run);
  const folder = `${displayPath(destination.path, nodeFiles)}/`;
  process.stdout.write(format === 'json' ? toJson(traced) : renderTrace(traced, folder));
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The processor needs an event with its settings; other features get the content of the file unchanged. */
async function readInput(
  destination: Destination,
  { event, config, feature, ...given }: TraceOptions,
): Promise<unknown> {
  const { examples, batchKey } = destination.manifest;
  const file = event ?? (examples && join(destination.path, examples.events));
  if (file === undefined) {
    throw createError('USAGE', {
      problem: `destination "${destination.name}" has no example: give one with --event`,
    });
  }
  const value = await firstEvent(file);
  if (feature !== 'processor') {
    return value;
  }
  const ownConfig = event === undefined && examples ? join(destination.path, examples.config) : undefined;
  const from = config ?? ownConfig;
  const overrides = { profile: given.profile, dialect: given.dialect };
  const settings = from === undefined ? undefined : await readConfigFile(from, destination, overrides);
  const [first]: (HostEvent | undefined)[] = toHostEvents(value, settings, batchKey);
  if (!first) {
    throw createError('USAGE', { problem: `${file} has a list without events` });
  }
  return first;
}

async function firstEvent(file: string): Promise<unknown> {
  const input = await openInput(file);
  try {
    for await (const batch of readEvents(input.stream)) {
      const [item] = batch;
      if (item && 'error' in item) {
        throw item.error;
      }
      if (item) {
        return item.value;
      }
    }
  } finally {
    input.close();
  }
  throw createError('USAGE', { problem: `${file} has no event` });
}
