import { code, firstRows, LONGEST_COMMENT, renderWithin, shorten, tableRow } from '../report/markdown';
import type { ConfigChange, DiffReport, FieldChange, OutcomeChange } from './model';

export const diffFormats = ['pretty', 'markdown', 'json'] as const;
export type DiffFormat = (typeof diffFormats)[number];

/** A report for a terminal, a pull request or a program. */
export function renderDiff(report: DiffReport, format: DiffFormat): string {
  return { pretty: renderPretty, markdown: renderMarkdown, json: renderJson }[format](report);
}

function renderJson(report: DiffReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function renderPretty(report: DiffReport): string {
  const parts = [summarize(report), verdict(report)];
  const section = (title: string, rows: readonly string[]) =>
    rows.length > 0 ? [`\n${title}`, ...rows.map((row) => `  ${row}`)] : [];
  parts.push(
    ...section('Outcomes', align(report.outcomes.map(outcomeCells))),
    ...section('Fields', align(report.fields.map(fieldCells))),
    ...section('Settings', align(report.config.map(configCells))),
  );
  if (report.unlisted > 0) {
    parts.push(`\n${String(report.unlisted)} more differences are not listed`);
  }
  return `${parts.join('\n')}\n`;
}

/** For a pull request: the result, one table, and collapsed examples. */
function renderMarkdown(report: DiffReport): string {
  return renderWithin(LONGEST_COMMENT, (limit) =>
    [`**${summarize(report, code)}**`, '', verdict(report), '', ...renderChanges(report, limit)].join('\n'),
  );
}

/** The changes as Markdown: a table, and collapsed examples. Empty if there is no change. */
export function renderChanges({ outcomes, fields, config, unlisted }: DiffReport, limit: number): string[] {
  const rows = [
    ...outcomes.map((change) =>
      changeRow(change, 'outcome', outcomeText(change, code), String(change.count)),
    ),
    ...fields.map((change) =>
      changeRow(change, change.kind, code(shorten(change.path, LONGEST_MESSAGE)), String(change.count)),
    ),
    ...config.map((change) =>
      changeRow(change, 'settings', configText(change, code), String(change.count ?? '')),
    ),
  ];
  const parts: string[] = [];
  if (rows.length > 0) {
    const more = (count: string) => changeRow({ isBreaking: false }, '', `… and ${count} more`, '');
    parts.push(
      '|   | Change | What | Events |',
      '| - | ------ | ---- | -----: |',
      ...firstRows(rows, limit, more),
      '',
    );
  }
  if (unlisted > 0) {
    parts.push(`${String(unlisted)} more differences are not listed.`, '');
  }
  const examples = [
    ...outcomes.map(({ example, ...change }) => `- ${outcomeText(change, code)}: ${place(example)}`),
    ...fields.map(
      (change) =>
        `- ${code(shorten(change.path, LONGEST_MESSAGE))}: ${code(valuesText(change))} in ${place(change.example.event)}`,
    ),
  ];
  if (examples.length > 0) {
    const title = `<summary>An example of each</summary>`;
    parts.push('<details>', title, '', ...firstRows(examples, limit), '', '</details>', '');
  }
  return parts;
}

function place(event: string): string {
  return code(shorten(event, LONGEST_MESSAGE));
}

function summarize(
  { destination, against, goldens, events, different }: DiffReport,
  quote: Quote = plain,
): string {
  const runs = [plural(goldens, 'golden'), ...(events > 0 ? [plural(events, 'event')] : [])].join(' and ');
  const commit = against.ref === against.commit ? '' : ` (${against.commit.slice(0, 10)})`;
  const result =
    different === 0 ? 'nothing is different' : `${String(different)} of them come out differently`;
  return `${quote(destination)} against ${quote(against.ref)}${commit}: ${runs}, ${result}`;
}

function verdict({ breaking }: DiffReport): string {
  return breaking === 0 ? 'No breaking change.' : `${plural(breaking, 'breaking change')}, marked !`;
}

function plural(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
}

function outcomeCells(change: OutcomeChange): string[] {
  return [mark(change), outcomeText(change), `${String(change.count)}x`, `e.g. ${change.example}`];
}

function fieldCells(change: FieldChange): string[] {
  const { path, kind, count, example } = change;
  return [mark(change), kind, path, `${String(count)}x`, valuesText(change), `e.g. ${example.event}`];
}

function configCells(change: ConfigChange): string[] {
  return [mark(change), configText(change)];
}

type Quote = (text: string) => string;

function outcomeText(
  { from, to, message }: Pick<OutcomeChange, 'from' | 'to' | 'message'>,
  quote: Quote = plain,
): string {
  return `${from} -> ${to}${message === '' ? '' : `: ${quote(shorten(message, LONGEST_MESSAGE))}`}`;
}

function valuesText({ example: { before, after } }: FieldChange): string {
  if (before === undefined) {
    return show(after);
  }
  return after === undefined ? show(before) : `${show(before)} -> ${show(after)}`;
}

function configText({ kind, subject, before, after, count }: ConfigChange, quote: Quote = plain): string {
  const name = quote(shorten(subject, LONGEST_MESSAGE));
  switch (kind) {
    case 'required':
      return `${name} is required now`;
    case 'default':
      return `the default of ${name}: ${quote(`${show(before)} -> ${show(after)}`)}`;
    case 'refused':
      return `settings that were valid are refused (${String(count ?? 0)} of those tried): ${name}`;
    default:
      return `${name} is ${kind === 'added' ? 'new' : 'gone'}`;
  }
}

const LONGEST_VALUE = 60;
const LONGEST_MESSAGE = 120;

function plain(text: string): string {
  return text;
}

function show(value: unknown): string {
  return shorten(value === undefined ? 'none' : JSON.stringify(value), LONGEST_VALUE);
}

function mark({ isBreaking }: { isBreaking: boolean }): string {
  return isBreaking ? '!' : ' ';
}

function changeRow(change: { isBreaking: boolean }, kind: string, what: string, count: string): string {
  return tableRow([mark(change), kind, what, count]);
}

/** Cells in columns, separated by two spaces; the last column is not padded. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
