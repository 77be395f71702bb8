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
  const { outcomes, fields, config } = report;
  const parts = [`**${summarize(report)}**`, '', verdict(report), ''];
  const rows = [
    ...outcomes.map((change) => tableRow(change, 'outcome', outcomeText(change, code), String(change.count))),
    ...fields.map((change) => tableRow(change, change.kind, code(change.path), String(change.count))),
    ...config.map((change) =>
      tableRow(change, 'settings', configText(change, code), String(change.count ?? '')),
    ),
  ];
  if (rows.length > 0) {
    parts.push('|   | Change | What | Events |', '| - | ------ | ---- | -----: |', ...rows, '');
  }
  const examples = [
    ...outcomes.map(({ example, ...change }) => `- ${outcomeText(change, code)}: ${code(example)}`),
    ...fields.map(
      (change) => `- ${code(change.path)}: ${code(valuesText(change))} in ${code(change.example.event)}`,
    ),
  ];
  if (examples.length > 0) {
    const title = `<summary>An example of each</summary>`;
    parts.push('<details>', title, '', ...examples, '', '</details>', '');
  }
  return parts.join('\n');
}

function summarize({ destination, against, goldens, events, different }: DiffReport): string {
  const runs = [plural(goldens, 'golden'), ...(events > 0 ? [plural(events, 'event')] : [])].join(' and ');
  const commit = against.ref === against.commit ? '' : ` (${against.commit.slice(0, 10)})`;
  const result =
    different === 0 ? 'nothing is different' : `${String(different)} of them come out differently`;
  return `${destination} against ${against.ref}${commit}: ${runs}, ${result}`;
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
  const name = quote(subject);
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

function shorten(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function mark({ isBreaking }: { isBreaking: boolean }): string {
  return isBreaking ? '!' : ' ';
}

function tableRow(change: { isBreaking: boolean }, kind: string, what: string, count: string): string {
  return `| ${mark(change)} | ${kind} | ${what.replaceAll('|', '\\|')} | ${count} |`;
}

/** Content of an event must not be interpreted as Markdown. */
function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1);
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${text.replace(/\s+/g, ' ')}${pad}${fence}`;
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
