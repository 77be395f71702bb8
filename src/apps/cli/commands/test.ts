import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Coverage } from '../../../tools/coverage/coverage';
import { renderLcov } from '../../../tools/coverage/lcov';
import { loadMeasured } from '../../../tools/coverage/loadMeasured';
import { isBelow, isMistaken, renderCoverage } from '../../../tools/coverage/report';
import { summarise } from '../../../tools/coverage/summary';
import { engineNames, type Destination, type EngineName } from '../../../runtime/destination/destination';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination, readDestination } from '../../../runtime/destination/load';
import { listDestinations, locateDestination } from '../../../runtime/destination/locate';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { createError } from '../../../runtime/errors/destkitError';
import { goldenRoot, listGoldens, readCase } from '../../../tools/goldens/cases';
import type { GoldenPlace } from '../../../tools/goldens/goldenCase';
import {
  failures,
  renderFailure,
  renderReports,
  renderSummary,
  type GoldenReport,
} from '../../../tools/goldens/report';
import { runGolden, verdictOf } from '../../../tools/goldens/run';
import { updateGolden } from '../../../tools/goldens/update';
import { formats, type Format } from '../../../tools/report/formats';
import { writeText } from '../../../tools/report/writeText';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { noteHostFolder } from '../hostFolderNote';
import { parsePercent } from '../parseNumber';
import { watchAndRun } from '../watch/watchAndRun';

interface TestOptions extends LoadOptions {
  update?: boolean;
  filter?: string;
  format: Format;
  engine: EngineName;
  coverage?: boolean;
  threshold?: number;
  lcov?: string;
  watch?: boolean;
}

export function testCommand(finish: (code: ExitCode) => void): Command {
  return new Command('test')
    .description('Run the goldens: recorded inputs with their expected outputs.')
    .argument('[name]', 'destination: a name, or the path of a folder; default: all')
    .option('--update', 'rewrite the goldens that differ, and list them for review')
    .option(
      '--filter <text>',
      'run only goldens whose path contains this text, or the goldens in this folder',
    )
    .addOption(new Option('--format <format>', 'format of the report').choices(formats).default('pretty'))
    .addOption(
      new Option('--engine <engine>', 'engine that runs the workflow')
        .choices(engineNames)
        .default(engineNames[0]),
    )
    .option('--coverage', 'show which steps, expressions and branches the goldens reach')
    .option('--threshold <percent>', 'with --coverage: fail if one of the three is lower', parsePercent)
    .option('--lcov <file>', "with --coverage: also write it in lcov's format, for tools such as genhtml")
    .addOption(
      new Option(
        '--watch',
        'test again after each change, and show what has changed; Ctrl-C ends it',
      ).conflicts(['update', 'format', 'coverage']),
    )
    .addOption(allowCodeOption())
    .addHelpText('after', example('test <name> --filter usertime'))
    .addHelpText('after', example('test <name> --coverage --threshold 100'))
    .action(async (name: string | undefined, options: TestOptions) => {
      ensureFitting(options);
      const names = name === undefined ? listDestinations(nodeFiles).map((found) => found.name) : [name];
      if (options.watch) {
        const paths = names.map((each) => locateDestination(each, nodeFiles));
        await watchAndRun(paths, {
          run: async (path) => {
            const load = async () => ({ destination: await readDestination(path, options) });
            return (await testDestination(load, options)).report;
          },
          found: (report) =>
            failures(report).map((result) => {
              const text = renderFailure(result);
              const label = `${result.golden.feature}/${result.golden.name}`;
              return { key: `${report.destination} ${text}`, label, text };
            }),
          summary: renderSummary,
          separator: '\n',
        });
        finish(exitCodes.ok);
        return;
      }
      const reports: GoldenReport[] = [];
      const records: string[] = [];
      for (const each of names) {
        const load = options.coverage
          ? () => loadMeasured(each, options)
          : async () => ({ destination: await loadDestination(each, options) });
        const { report, lcov } = await testDestination(load, options);
        reports.push(report);
        records.push(lcov);
      }
      if (options.lcov !== undefined) {
        writeText(options.lcov, records.join(''));
      }
      process.stdout.write(`${renderReports(reports, options.format)}\n`);
      reports.forEach((report) => {
        explainCoverage(report, options);
      });
      finish(reports.some((report) => hasFault(report, options)) ? exitCodes.findings : exitCodes.ok);
    });
}

/** Prints what the report format cannot express, and why the command fails. */
function explainCoverage({ coverage, destination }: GoldenReport, { format, threshold }: TestOptions): void {
  if (coverage && (format === 'junit' || format === 'github')) {
    process.stderr.write(`${renderCoverage(coverage)}\n`);
  }
  if (coverage && threshold !== undefined && isBelow(coverage, threshold)) {
    process.stderr.write(
      `${destination}: the goldens reach less than ${String(threshold)} % of the steps, expressions or branches\n`,
    );
  }
}

function hasFault(report: GoldenReport, { threshold }: TestOptions): boolean {
  const isTooLittle =
    threshold !== undefined && report.coverage !== undefined && isBelow(report.coverage, threshold);
  const isWrong = report.coverage !== undefined && isMistaken(report.coverage);
  return isTooLittle || isWrong || failures(report).length > 0;
}

/** An option that would have no effect is probably a mistake. */
function ensureFitting({ coverage, threshold, lcov, engine }: TestOptions): void {
  if (!coverage && (threshold !== undefined || lcov !== undefined)) {
    throw createError('USAGE', { problem: '--threshold and --lcov only go with --coverage' });
  }
  if (coverage && engine !== engineNames[0]) {
    throw createError('USAGE', { problem: `--coverage measures the ${engineNames[0]} engine only` });
  }
}

/** If the text is the path of a folder of goldens, as a shell completes it, the goldens in this folder. */
function goldenFilter(text: string, root: string): (golden: GoldenPlace) => boolean {
  const path = relative(root, resolve(text));
  const isFolder = path !== '' && !path.startsWith('..') && existsSync(join(root, path));
  return ({ feature, name }) =>
    isFolder ? `${feature}/${name}/`.startsWith(`${path}/`) : `${feature}/${name}`.includes(text);
}

async function testDestination(
  load: () => Promise<{ destination: Destination; coverage?: Coverage }>,
  options: TestOptions,
): Promise<{ report: GoldenReport; lcov: string }> {
  // Dates without an offset must have the same result on every machine.
  process.env.TZ = 'UTC';
  const started = performance.now();
  const { destination, coverage } = await load();
  noteHostFolder(destination.path);
  coverage?.unmeasured.forEach((file) => {
    process.stderr.write(`${file} is not measured: its templates are json-template\n`);
  });
  if (coverage?.points.length === 0) {
    throw createError('USAGE', {
      problem: '--coverage measures workflows in jsonata only, and there is none',
    });
  }
  const wanted = options.filter ?? '';
  const isWanted = goldenFilter(wanted, goldenRoot(destination));
  const goldens = listGoldens(destination).filter(isWanted);
  if (goldens.length === 0) {
    const named = wanted === '' ? '' : ` whose path contains "${wanted}"`;
    throw createError('GOLDEN_INVALID', {
      problem: `there is no golden${named} in ${goldenRoot(destination)}`,
    });
  }
  const report: GoldenReport = {
    destination: destination.name,
    engine: options.engine,
    results: [],
    updated: [],
    milliseconds: 0,
  };
  for (const place of goldens) {
    const result = await runGolden(destination, readCase(place), options.engine);
    const verdict = verdictOf(result);
    if (options.update && updateGolden(result)) {
      report.updated.push(verdict);
      report.results.push({ ...verdict, differences: [] });
    } else {
      report.results.push(verdict);
    }
  }
  report.milliseconds = performance.now() - started;
  if (coverage) {
    report.coverage = summarise(coverage);
  }
  return {
    report,
    lcov: coverage && options.lcov !== undefined ? renderLcov(coverage, report.destination) : '',
  };
}
