import { Command } from 'commander';
import jsonata from 'jsonata';
import { mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { loadDestination } from '../../destination/load';
import type { Outcome } from '../../destination/outcome';
import { createError } from '../../errors/destkitError';
import { openInput } from '../../events/openInput';
import { readEvents } from '../../events/readEvents';
import { readConfigFile } from '../configFile';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { toHostEvents } from '../hostEvent';
import { Output } from '../output';
import { renderTable } from '../table';

export function demoCommand(finish: (code: ExitCode) => void): Command {
  return new Command('demo')
    .description("Transform a destination's own example events and show what became of each.")
    .argument('<name>', 'destination: a name, or the path of a folder')
    .option('--output <file>', 'where the full results go (default: out/<name>.ndjson)')
    .addHelpText('after', example('demo <name>'))
    .action(async (name: string, options: { output?: string }) => {
      finish(await demo(name, options.output));
    });
}

async function demo(name: string, file: string | undefined): Promise<ExitCode> {
  const destination = await loadDestination(name);
  const { title, examples, demo: layout } = destination.manifest;
  if (!examples || !layout) {
    throw createError('USAGE', { problem: `destination "${name}" has no examples to show` });
  }
  const columns = layout.columns.map(({ title: heading, value }) => ({
    heading,
    expression: jsonata(value),
  }));
  const config = await readConfigFile(join(destination.path, examples.config), destination);
  const input = await openInput(join(destination.path, examples.events));
  const target = file ?? join('out', `${destination.name}.ndjson`);
  mkdirSync(dirname(target), { recursive: true });
  const output = await Output.open(target);

  const rows: string[][] = [];
  const counts = new Map<string, number>();
  for await (const batch of readEvents(input.stream)) {
    for (const item of batch) {
      if ('error' in item) {
        throw item.error;
      }
      for (const event of toHostEvents(item.value, config, destination.manifest.batchKey)) {
        const result = await destination.transform(event);
        counts.set(result.outcome, (counts.get(result.outcome) ?? 0) + 1);
        const cells = await Promise.all(
          columns.map(({ expression }) => expression.evaluate({ event, result })),
        );
        rows.push([String(item.line), ...cells.map(renderCell), renderOutcome(result)]);
        await output.write(`${JSON.stringify({ line: item.line, ...result })}\n`);
      }
    }
  }
  await output.close();

  const totals = [...counts].map(([outcome, count]) => `${String(count)} ${outcome}`).join(', ');
  const table = renderTable(['line', ...columns.map(({ heading }) => heading), 'outcome'], rows);
  const source = relative('.', join(destination.path, examples.events));
  process.stdout.write(`${title}: ${source}\n\n${table}\n\n`);
  process.stdout.write(`${String(rows.length)} events: ${totals}\nThe full requests are in ${target}\n`);
  return exitCodes.ok;
}

function renderCell(value: unknown): string {
  return value === undefined || value === null
    ? '-'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}

function renderOutcome(result: Outcome): string {
  switch (result.outcome) {
    case 'transformed':
      return result.requests.map(({ method, endpoint }) => `${method} ${endpoint}`).join(', ');
    case 'rejected':
      return `rejected: ${result.error.message}`;
    case 'filtered':
      return `filtered: ${result.reason}`;
  }
}
