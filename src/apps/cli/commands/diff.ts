import { Command, Option } from 'commander';
import { loadDestination } from '../../../runtime/destination/load';
import { diffFormats, renderDiff, type DiffFormat } from '../../../tools/diff/render';
import { compareStates, loadPast, type CompareOptions } from '../diff/compareWithCommit';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';

interface DiffOptions extends CompareOptions {
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
  const past = await loadPast(after.path, options);
  const interrupted = new AbortController();
  const stop = () => {
    interrupted.abort();
  };
  process.once('SIGINT', stop);
  try {
    const report = await compareStates(past, after, options, interrupted.signal);
    if (!report) {
      return exitCodes.interrupted;
    }
    process.stdout.write(renderDiff(report, options.format));
    return report.breaking > 0 ? exitCodes.findings : exitCodes.ok;
  } finally {
    process.off('SIGINT', stop);
    past.remove();
  }
}
