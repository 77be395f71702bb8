import { Command, Option } from 'commander';
import { readFileSync } from 'node:fs';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { listDestinations, locateDestination } from '../../../runtime/destination/locate';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { fixFiles } from '../../../tools/lint/fix';
import { renderFinding, renderReports, renderSummary } from '../../../tools/lint/report';
import { lintDestination, type LintReport } from '../../../tools/lint/run';
import { formats, type Format } from '../../../tools/report/formats';
import { writeText } from '../../../tools/report/writeText';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { noteHostFolder } from '../hostFolderNote';
import { watchAndRun, type WatchTask } from '../watch/watchAndRun';

interface LintOptions extends LoadOptions {
  format: Format;
  fix?: boolean;
  watch?: boolean;
}

const watchTask = (options: LoadOptions): WatchTask<LintReport> => ({
  run: (path) => lintDestination(`${path}/`, nodeFiles, options),
  found: ({ findings }) =>
    findings.map((finding) => {
      const label = `[${finding.rule}] ${finding.message}`;
      // Without its line: a finding that moves is still the same finding.
      return { key: `${finding.at.file} ${label}`, label, text: renderFinding(finding) };
    }),
  summary: renderSummary,
  separator: '\n\n',
});

export function lintCommand(finish: (code: ExitCode) => void): Command {
  return new Command('lint')
    .description(
      'Find mistakes in a destination folder. The exit code is 1 if there are errors, 0 if there are only warnings.',
    )
    .argument('[name]', 'destination: a name, or the path of a folder; default: all')
    .addOption(new Option('--format <format>', 'format of the report').choices(formats).default('pretty'))
    .option('--fix', 'apply the safe corrections, then report the rest')
    .addOption(
      new Option(
        '--watch',
        'lint again after each change, and show what has changed; Ctrl-C ends it',
      ).conflicts(['fix', 'format']),
    )
    .addOption(allowCodeOption())
    .addHelpText('after', example('lint <name>'))
    .action(async (name: string | undefined, options: LintOptions) => {
      const all = () => listDestinations(nodeFiles).map(({ folder }) => `${folder}/`);
      const names = name === undefined ? all() : [name];
      if (options.watch) {
        await watchAndRun(
          names.map((each) => locateDestination(each, nodeFiles)),
          watchTask(options),
        );
        finish(exitCodes.ok);
        return;
      }
      const reports: LintReport[] = [];
      for (const each of names) {
        reports.push(await lint(each, options));
      }
      process.stdout.write(`${renderReports(reports, options.format)}\n`);
      const isError = reports.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
      finish(isError ? exitCodes.findings : exitCodes.ok);
    });
}

async function lint(name: string, options: LintOptions): Promise<LintReport> {
  noteHostFolder(locateDestination(name, nodeFiles));
  const report = await lintDestination(name, nodeFiles, options);
  if (!options.fix) {
    return report;
  }
  const fixed = fixFiles(report.findings, (file) => readFileSync(file, 'utf8'));
  for (const { file, text, count } of fixed) {
    writeText(file, text);
    process.stderr.write(`${file}: ${String(count)} corrected\n`);
  }
  return fixed.length === 0 ? report : lintDestination(name, nodeFiles, options);
}
