import { isBelow, isMistaken, rangeOf } from '../coverage/report';
import { renderChanges } from '../diff/render';
import { failures } from '../goldens/report';
import { code, firstRows, LONGEST_COMMENT, renderWithin, shorten, tableRow } from '../report/markdown';
import type { CheckReport, DestinationCheck } from './model';
import { hasFailed, hasLintErrors, resultsOf } from './results';

/** A message or a path is listed up to this length. */
const LONGEST = 300;

/**
 * The report for a comment of a pull request. The first line is a hidden marker that identifies the comment. It contains
 * no value of an event except the masked examples of the diff, and everything variable is quoted as code.
 */
export function renderMarkdown(report: CheckReport): string {
  return renderWithin(LONGEST_COMMENT, (limit) =>
    [
      markerOf(report),
      `### destkit check: ${hasFailed(report) ? 'failed' : 'passed'}`,
      '',
      ...comparedWith(report),
      '| Destination | Lint | Goldens | Coverage | Format | Changes |',
      '| ----------- | ---- | ------- | -------- | ------ | ------- |',
      ...firstRows(
        report.destinations.map((check) => summaryRow(check, report)),
        limit,
        (count) => tableRow([`… and ${count} more`, '', '', '', '', '']),
      ),
      '',
      ...report.destinations.slice(0, limit).flatMap((check) => renderDestination(check, report, limit)),
    ].join('\n'),
  );
}

/** Checks of different destinations in one pull request have different comments. */
function markerOf({ names }: CheckReport): string {
  const key = names.map((name) => ` ${name.replace(/[^\w./]/g, '_').slice(0, 100)}`).join('');
  return `<!-- destkit check${key} -->`;
}

function comparedWith({ against }: CheckReport): string[] {
  return against ? [`Compared with ${code(against.ref)} (${against.commit.slice(0, 10)}).`, ''] : [];
}

function summaryRow(check: DestinationCheck, { limits }: CheckReport): string {
  const cells = resultsOf(check, limits).map(({ state, text }) =>
    state === 'failed' ? `**${text}**` : text,
  );
  return tableRow([quote(check.name), ...cells]);
}

function renderDestination(check: DestinationCheck, report: CheckReport, limit: number): string[] {
  const sections = [
    ...problemSection(check),
    ...section('Lint', lintRows(check), limit),
    ...section('Goldens that failed', goldenRows(check), limit),
    ...section('Not reached by a golden', uncoveredRows(check, report), limit),
    ...section('Marked as unreachable, but reached', mistakenRows(check), limit),
    ...section(
      `Not in the layout of ${code('destkit format')}`,
      check.unformatted.map((file) => `- ${quote(file)}`),
      limit,
    ),
    ...(check.notCompared === undefined ? [] : [`Not compared: ${quote(check.notCompared)}`, '']),
    ...(check.diff ? renderChanges(check.diff, limit) : []),
  ];
  return sections.length === 0 ? [] : [`#### ${quote(check.name)}`, '', ...sections];
}

/** If lint reports errors, they explain why the destination cannot be loaded. */
function problemSection(check: DestinationCheck): string[] {
  return check.problem && !hasLintErrors(check)
    ? [`The check could not finish: ${quote(check.problem.message)} (${code(check.problem.code)})`, '']
    : [];
}

function section(title: string, rows: readonly string[], limit: number): string[] {
  return rows.length === 0 ? [] : [`**${title}**`, '', ...firstRows(rows, limit), ''];
}

function lintRows({ lint }: DestinationCheck): string[] {
  return lint.findings.map(({ rule, severity, message, at }) => {
    const place = `${at.file}:${String(at.line)}:${String(at.column)}`;
    return `- ${severity} ${code(rule)} at ${quote(place)}: ${quote(message)}`;
  });
}

/** Without values: a golden contains settings. */
function goldenRows({ goldens }: DestinationCheck): string[] {
  return (goldens ? failures(goldens) : []).map(({ golden, isNew, differences }) => {
    const name = quote(`${golden.feature}/${golden.name}`);
    const more = differences.length > 3 ? `, and ${String(differences.length - 3)} more` : '';
    const paths = differences.slice(0, 3).map(({ path }) => quote(path));
    return isNew ? `- ${name}: there is no output.json` : `- ${name}: ${paths.join(', ')}${more}`;
  });
}

function uncoveredRows({ goldens }: DestinationCheck, { limits }: CheckReport): string[] {
  const { threshold } = limits;
  return threshold === undefined || !isBelow(goldens?.coverage ?? [], threshold)
    ? []
    : (goldens?.coverage ?? [])
        .flatMap(({ uncovered }) => uncovered)
        .map((point) => `- ${quote(rangeOf(point))}: ${quote(point.label)}`);
}

function mistakenRows({ goldens }: DestinationCheck): string[] {
  const coverage = goldens?.coverage ?? [];
  return isMistaken(coverage)
    ? coverage.flatMap(({ mistaken }) => mistaken).map((point) => `- ${quote(rangeOf(point))}`)
    : [];
}

function quote(text: string): string {
  return code(shorten(text, LONGEST));
}
