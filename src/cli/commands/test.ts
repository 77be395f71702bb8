import { Command, Option } from 'commander';
import { engineNames, type EngineName } from '../../destination/destination';
import { loadDestination } from '../../destination/load';
import { listDestinations } from '../../destination/locate';
import { nodeFiles } from '../../destination/nodeFiles';
import { createError } from '../../errors/destkitError';
import { goldenRoot, readCases } from '../../goldens/cases';
import { failures, renderReports, type GoldenReport } from '../../goldens/report';
import { runGolden } from '../../goldens/run';
import { updateGolden } from '../../goldens/update';
import { formats, type Format } from '../../report/formats';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';

interface TestOptions {
  update?: boolean;
  filter?: string;
  format: Format;
  engine: EngineName;
}

export function testCommand(finish: (code: ExitCode) => void): Command {
  return new Command('test')
    .description('Run the goldens: recorded inputs and the outputs that must come of them.')
    .argument('[name]', 'destination: a name, or the path of a folder; all when absent')
    .option('--update', 'rewrite the goldens that differ, and list them for review')
    .option('--filter <text>', 'only goldens whose feature/name contains this text')
    .addOption(new Option('--format <format>', 'form of the report').choices(formats).default('pretty'))
    .addOption(
      new Option('--engine <engine>', 'what runs the workflow').choices(engineNames).default(engineNames[0]),
    )
    .addHelpText('after', example('test <name> --filter usertime'))
    .action(async (name: string | undefined, options: TestOptions) => {
      const names = name === undefined ? listDestinations(nodeFiles).map((found) => found.name) : [name];
      const reports: GoldenReport[] = [];
      for (const each of names) {
        reports.push(await testDestination(each, options));
      }
      process.stdout.write(`${renderReports(reports, options.format)}\n`);
      finish(reports.some((report) => failures(report).length > 0) ? exitCodes.findings : exitCodes.ok);
    });
}

async function testDestination(name: string, options: TestOptions): Promise<GoldenReport> {
  // Dates without an offset must give the same on every machine.
  process.env.TZ = 'UTC';
  const started = performance.now();
  const destination = await loadDestination(name);
  const wanted = options.filter ?? '';
  const cases = readCases(destination).filter((golden) =>
    `${golden.feature}/${golden.name}`.includes(wanted),
  );
  if (cases.length === 0) {
    const named = wanted === '' ? '' : ` whose name contains "${wanted}"`;
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
  for (const golden of cases) {
    const result = await runGolden(destination, golden, options.engine);
    if (options.update && updateGolden(result)) {
      report.updated.push(result);
      report.results.push({ ...result, differences: [] });
    } else {
      report.results.push(result);
    }
  }
  report.milliseconds = performance.now() - started;
  return report;
}
