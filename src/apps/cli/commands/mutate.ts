import { Command, Option } from 'commander';
import { setImmediate } from 'node:timers/promises';
import { mutationRecord, renderMutation, scoreOf, type MutationReport } from '../../../tools/mutation/report';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { mutateDestination, type OnResult } from '../../../tools/mutation/mutate';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { Progress } from '../progress';
import { parsePercent } from '../parseNumber';

interface MutateOptions extends LoadOptions {
  format: 'pretty' | 'json';
  threshold?: number;
  filter?: string;
  quiet?: boolean;
}

/** How long the run continues before it checks for Ctrl-C. */
const BREATH_MS = 100;

export function mutateCommand(finish: (code: ExitCode) => void): Command {
  return new Command('mutate')
    .description(
      'Change the mapping in memory, one place at a time, and list the changes that no golden detects. Ctrl-C stops the run and reports the results so far.',
    )
    .argument('<name>', 'destination: a name, or the path of a folder')
    .addOption(
      new Option('--format <format>', 'format of the report').choices(['pretty', 'json']).default('pretty'),
    )
    .option(
      '--threshold <percent>',
      'fail only below this mutation score, not for every survivor',
      parsePercent,
    )
    .option('--filter <text>', 'change only files whose path contains this text')
    .option('--quiet', 'do not show progress')
    .addOption(allowCodeOption())
    .addHelpText('after', example('mutate <name> --filter parts/ --threshold 95'))
    .action(async (name: string, options: MutateOptions) => {
      const report = await mutate(name, options);
      const isDone = report.results.length === report.total;
      const { percent, survived, mistaken } = scoreOf(report.results);
      const text =
        options.format === 'json' ? JSON.stringify(mutationRecord(report), null, 2) : renderMutation(report);
      process.stdout.write(`${text}\n`);
      const { threshold } = options;
      const isFault =
        mistaken.length > 0 || (threshold === undefined ? survived.length > 0 : percent < threshold);
      finish(!isDone ? exitCodes.interrupted : isFault ? exitCodes.findings : exitCodes.ok);
    });
}

async function mutate(name: string, options: MutateOptions): Promise<MutationReport> {
  const { filter, quiet } = options;
  // Dates without an offset must have the same result on every machine.
  process.env.TZ = 'UTC';
  const state = { done: 0, total: 0, survived: 0, isStopped: false };
  const progress = new Progress(
    quiet === true,
    () => ({
      events: state.done,
      share: state.total === 0 ? undefined : state.done / state.total,
      detail: `${String(state.survived)} survived`,
    }),
    'mutants',
  );
  const stop = (): void => {
    state.isStopped = true;
  };
  process.once('SIGINT', stop);
  let breathed = performance.now();
  try {
    const onResult: OnResult = async (result, total) => {
      state.done += 1;
      state.total = total;
      state.survived += result.killer === undefined && result.mutant.ignoreReason === undefined ? 1 : 0;
      progress.tick();
      if (performance.now() - breathed > BREATH_MS) {
        await setImmediate();
        breathed = performance.now();
      }
      return !state.isStopped;
    };
    return await mutateDestination(name, filter ?? '', onResult, options);
  } finally {
    process.off('SIGINT', stop);
    progress.finish('');
  }
}
