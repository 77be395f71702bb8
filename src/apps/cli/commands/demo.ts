import { Command } from 'commander';
import jsonata, { type Expression } from 'jsonata';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Destination } from '../../../runtime/destination/destination';
import type { LoadOptions } from '../../../runtime/destination/folder';
import { loadDestination } from '../../../runtime/destination/load';
import type { Outcome } from '../../../runtime/destination/outcome';
import { createError } from '../../../runtime/errors/destkitError';
import type { Received } from '../../../io/sandbox/record';
import { readConfigFile } from '../configFile';
import { renderReport } from '../delivery/renderReport';
import { bodyText, createFindAnswer, summarize, withoutSecrets, type FindAnswer } from '../demo/answers';
import { deliverExamples } from '../demo/deliverExamples';
import { readExamples, type ExampleEvent } from '../demo/exampleEvents';
import { allowCodeOption } from '../allowCode';
import { example } from '../example';
import { exitCodes, type ExitCode } from '../exitCodes';
import { Output } from '../../../io/output';
import { renderTable } from '../table';

export function demoCommand(finish: (code: ExitCode) => void): Command {
  return new Command('demo')
    .description("Deliver a destination's own example events to a sandbox and show the result of each.")
    .argument('<name>', 'destination: a name, or the path of a folder')
    .option('--output <file>', 'file for the full results (default: out/<name>.ndjson)')
    .addOption(allowCodeOption())
    .addHelpText('after', example('demo <name>'))
    .action(async (name: string, options: LoadOptions & { output?: string }) => {
      finish(await demo(name, options));
    });
}

interface Column {
  heading: string;
  expression: Expression;
}

async function demo(name: string, options: LoadOptions & { output?: string }): Promise<ExitCode> {
  const destination = await loadDestination(name, options);
  const { title, demo: layout } = destination.manifest;
  if (!layout || !destination.hasFeature('sandbox')) {
    throw createError('USAGE', {
      problem: `destination "${name}" has no examples or no sandbox to show them in`,
    });
  }
  const config = await readConfigFile(join(destination.path, layout.config), destination);
  const examples = await readExamples(destination, layout.events, config);
  const { report, received, counts } = await deliverExamples(destination, examples, config);

  const target = options.output ?? join('out', `${destination.name}.ndjson`);
  mkdirSync(dirname(target), { recursive: true });
  const output = await Output.open(target);
  const columns = layout.columns.map(({ title: heading, value }) => ({
    heading,
    expression: jsonata(value),
  }));
  const findAnswer = createFindAnswer(received);
  const rows: string[][] = [];
  for (const { place, event } of examples) {
    const result = await destination.transform(event);
    const { cells, answers } = await describe({ place, event }, result, columns, findAnswer);
    rows.push(cells);
    await output.write(
      `${JSON.stringify({ place, ...withoutSecrets(result, destination), answers: answers.map((one) => one && summarize(one)) })}\n`,
    );
  }
  await output.close();

  const table = renderTable(['event of', ...columns.map(({ heading }) => heading), 'outcome'], rows);
  // The journal is deleted at the end of the demo.
  const figures = renderReport(report).replace(/\n(?:Journal|Rejected events): .*/g, '');
  process.stdout.write(
    `${title}: example events, delivered over HTTP to a sandbox on this machine\n\n${table}\n\n`,
  );
  process.stdout.write(`${figures}\n${renderCounts(counts.accepted, counts.received, destination)}`);
  process.stdout.write(`The full requests and answers are in ${target}\n`);
  return counts.refused > 0 || report.lines.pending > 0 ? exitCodes.findings : exitCodes.ok;
}

function renderCounts(accepted: number, received: number, { manifest }: Destination): string {
  return `The sandbox of ${manifest.title} received ${String(received)} requests and accepted ${String(accepted)}.\n`;
}

async function describe(
  { place, event }: ExampleEvent,
  result: Outcome,
  columns: readonly Column[],
  findAnswer: FindAnswer,
): Promise<{ cells: string[]; answers: (Received | undefined)[] }> {
  const requests = result.outcome === 'transformed' ? result.requests : [];
  const bodies = requests.map((request): unknown => JSON.parse(bodyText(request)));
  const answers = requests.map(findAnswer);
  const values = await Promise.all(
    columns.map(
      ({ expression }) => expression.evaluate({ event, result, bodies, answers }) as Promise<unknown>,
    ),
  );
  return { cells: [place, ...values.map(renderCell), shorten(renderOutcome(result, answers))], answers };
}

function renderCell(value: unknown): string {
  return value === undefined || value === null
    ? '-'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}

const LONGEST_OUTCOME = 60;

function shorten(text: string): string {
  return text.length <= LONGEST_OUTCOME ? text : `${text.slice(0, LONGEST_OUTCOME - 1)}…`;
}

function renderOutcome(result: Outcome, answers: readonly (Received | undefined)[]): string {
  switch (result.outcome) {
    case 'transformed':
      return answers.every((answer) => answer?.accepted)
        ? 'delivered'
        : `refused: ${answers.flatMap((answer) => answer?.reason ?? []).join('; ')}`;
    case 'rejected':
      return `rejected: ${result.error.message}`;
    case 'filtered':
      return `filtered: ${result.reason}`;
  }
}
