import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination } from '../../../runtime/destination/load';
import { listDestinations } from '../../../runtime/destination/locate';
import { nodeFiles } from '../../../runtime/destination/nodeFiles';
import { documentDestination, type DocsReport } from '../../../tools/docs/run';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';

export function docsCommand(finish: (code: ExitCode) => void): Command {
  return new Command('docs')
    .description(
      "Write the tables in a destination's README.md from its schemas, tables, workflows and goldens.",
    )
    .argument('[name]', 'destination: a name, or the path of a folder; default: all that have a README.md')
    .option('--check', 'write nothing; exit code 1 if a table is out of date')
    .addOption(allowCodeOption())
    .addHelpText('after', example('docs <name> --check'))
    .action(
      async (name: string | undefined, { check = false, allowCode }: LoadOptions & { check?: boolean }) => {
        // Dates without an offset must have the same result on every machine.
        process.env.TZ = 'UTC';
        let isStale = false;
        for (const each of name === undefined ? documented() : [name]) {
          const report = await documentDestination(await loadDestination(each, { allowCode }), check);
          process.stdout.write(`${render(report, check)}\n`);
          isStale ||= report.stale.length > 0;
        }
        finish(check && isStale ? exitCodes.findings : exitCodes.ok);
      },
    );
}

function documented(): string[] {
  const folders = listDestinations(nodeFiles).map(({ folder }) => folder);
  return folders.filter((folder) => existsSync(join(folder, 'README.md'))).map((folder) => `${folder}/`);
}

function render({ file, blocks, stale }: DocsReport, check: boolean): string {
  if (check && stale.length > 0) {
    const places = stale.map(({ name, line }) => `${file}:${String(line)} the block ${name} is stale`);
    return [...places, 'run "destkit docs" to update it'].join('\n');
  }
  const count = (found: readonly unknown[]) =>
    `${String(found.length)} block${found.length === 1 ? '' : 's'}`;
  return stale.length === 0
    ? `${file}: ${count(blocks)}, up to date`
    : `${file}: ${count(stale)} written (${stale.map(({ name }) => name).join(', ')})`;
}
