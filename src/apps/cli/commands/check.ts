import { Command, Option } from 'commander';
import { dirname } from 'node:path';
import { listDestinations, locateDestination } from '../../../runtime/destination/locate';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { createError } from '../../../runtime/errors/destkitError';
import type { CheckReport } from '../../../tools/check/model';
import { checkFormats, renderCheck, type CheckFormat } from '../../../tools/check/render';
import { hasFailed } from '../../../tools/check/results';
import { writeText } from '../../../tools/report/writeText';
import { checkDestination } from '../check/checkDestination';
import { readCommitId } from '../diff/gitFolder';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { parsePercent } from '../parseNumber';

interface CheckOptions {
  against?: string;
  threshold?: number;
  allowBreaking?: boolean;
  format: CheckFormat;
  report?: string;
}

export function checkCommand(finish: (code: ExitCode) => void): Command {
  return new Command('check')
    .description(
      'Check an edit before it is merged: lint, goldens, coverage, layout, and the changes against a commit. ' +
        'The exit code is 1 if one of them fails. Bindings to JavaScript are refused.',
    )
    .argument('[names...]', 'destinations: names, or paths of folders; default: all in ./destinations')
    .option('--against <ref>', 'compare with this commit, branch or tag; breaking changes fail')
    .option('--allow-breaking', 'report breaking changes, but do not fail because of them')
    .option(
      '--threshold <percent>',
      'fail if the coverage of steps, expressions or branches is lower',
      parsePercent,
    )
    .addOption(
      new Option('--format <format>', 'format of the report').choices(checkFormats).default('pretty'),
    )
    .option('--report <file>', 'also write the report as Markdown, for a comment on a pull request')
    .addHelpText('after', example('check <name> --against main --threshold 90'))
    .action(async (names: string[], options: CheckOptions) => {
      // Dates without an offset must have the same result on every machine.
      process.env.TZ = 'UTC';
      const report = await checkAll(names, options);
      if (options.report !== undefined) {
        writeText(options.report, renderCheck(report, 'markdown'));
      }
      process.stdout.write(renderCheck(report, options.format));
      finish(hasFailed(report) ? exitCodes.findings : exitCodes.ok);
    });
}

async function checkAll(names: readonly string[], options: CheckOptions): Promise<CheckReport> {
  const { against: ref, threshold, allowBreaking = false } = options;
  const folders = names.length > 0 ? names.map((name) => locateDestination(name, nodeFiles)) : ownFolders();
  const commit = ref === undefined ? undefined : await readCommitId(folders[0] ?? '.', ref);
  const destinations: CheckReport['destinations'][number][] = [];
  for (const folder of folders) {
    destinations.push(await checkDestination(folder, ref));
  }
  return {
    names,
    destinations,
    limits: { allowBreaking, ...(threshold === undefined ? {} : { threshold }) },
    ...(ref !== undefined && commit !== undefined ? { against: { ref, commit } } : {}),
  };
}

/** Without those of the package, which are not part of the repository. */
function ownFolders(): string[] {
  const root = nodeFiles.resolve('destinations');
  const folders = listDestinations(nodeFiles).map(({ folder }) => folder);
  const own = folders.filter((folder) => dirname(folder) === root);
  if (own.length === 0) {
    throw createError('USAGE', { problem: 'there is no destination in ./destinations' });
  }
  return own;
}
