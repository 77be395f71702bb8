import { Command } from 'commander';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { listDestinations, locateDestination } from '../../../runtime/destination/locate';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { createError } from '../../../runtime/errors/destkitError';
import { startStudio } from '../../studio/server/studio';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { parsePort } from '../parseNumber';

interface StudioCommandOptions extends LoadOptions {
  port: number;
  events?: string;
}

const PORT = 4300;

export function studioCommand(finish: (code: ExitCode) => void): Command {
  return new Command('studio')
    .description(
      'Show on a local web page how events pass through a mapping while you edit it, until Ctrl-C.',
    )
    .argument('[name]', 'destination: a name, or the path of a folder; default: the first one')
    .option('--port <n>', 'port on 127.0.0.1; 0 selects a free port', parsePort, PORT)
    .option('--events <file>', 'events to show, one per line (NDJSON)')
    .addOption(allowCodeOption())
    .addHelpText('after', example('studio <name> --events events.ndjson'))
    .action(async (name: string | undefined, options: StudioCommandOptions) => {
      finish(await studio(name, options));
    });
}

async function studio(
  name: string | undefined,
  { port, events, allowCode }: StudioCommandOptions,
): Promise<ExitCode> {
  const folder = locateDestination(name ?? firstDestination(), nodeFiles);
  ensureReadable(events);
  const running = await startStudio({ folder, port, events, allowCode });
  // Registered now, so that a signal before the next line is not lost.
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  process.stdout.write(
    [
      `The studio of ${folder} is open at`,
      `  ${running.address}`,
      '  Anyone who has this address can write to the folder, so do not share it.',
      '  Ctrl-C stops it\n',
    ].join('\n'),
  );
  await ended;
  await running.close();
  return exitCodes.ok;
}

function firstDestination(): string {
  const [first] = listDestinations(nodeFiles);
  if (!first) {
    throw createError('USAGE', {
      problem: 'there is no destination here: name one, or the path of a folder',
    });
  }
  return first.name;
}

function ensureReadable(file: string | undefined): void {
  try {
    if (file !== undefined) {
      accessSync(file, constants.R_OK);
    }
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'there is no such file' : code;
    throw createError('INPUT_UNREADABLE', { file: String(file), problem });
  }
}
