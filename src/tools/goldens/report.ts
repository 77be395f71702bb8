import { relative } from 'node:path';
import type { Format } from '../report/formats';
import { renderAnnotation } from '../report/github';
import { renderJunit } from '../report/junit';
import { coverageRecord, renderCoverage } from '../coverage/report';
import type { FileSummary } from '../coverage/summary';
import { formatDifference } from './compare';
import type { GoldenVerdict } from './run';

/** The result of `destkit test` for one destination. */
export interface GoldenReport {
  destination: string;
  engine: string;
  results: GoldenVerdict[];
  /** The goldens that were rewritten. */
  updated: GoldenVerdict[];
  milliseconds: number;
  /** The coverage of the goldens, if it was measured. */
  coverage?: readonly FileSummary[];
}

const renderers: Record<Format, (reports: readonly GoldenReport[]) => string> = {
  pretty: (reports) => reports.map(renderPretty).join('\n'),
  json: (reports) => JSON.stringify(reports.map(toRecord), null, 2),
  junit: (reports) => renderJunit(reports.map(toSuite)),
  github: renderGithub,
};

export function renderReports(reports: readonly GoldenReport[], format: Format): string {
  return renderers[format](reports);
}

function renderPretty(report: GoldenReport): string {
  const rows = failures(report).map(renderFailure);
  if (report.updated.length > 0) {
    rows.push(
      'Rewritten; review each with git diff:',
      ...report.updated.map((result) => `  ${fileOf(result)}`),
    );
  }
  rows.push(renderSummary(report));
  if (report.coverage) {
    rows.push('', renderCoverage(report.coverage));
  }
  return rows.join('\n');
}

/** A golden that differs, as text: each path with its expected and actual value. */
export function renderFailure({ golden, isNew, differences }: GoldenVerdict): string {
  const rows = isNew
    ? ['there is no output.json yet: write it, or let --update record this result and read it']
    : differences.map(formatDifference);
  return [`FAIL ${golden.feature}/${golden.name}`, ...rows.map((row) => `  ${row}`)].join('\n');
}

/** The number of passing goldens, in one line. */
export function renderSummary(report: GoldenReport): string {
  const failed = failures(report).length;
  const total = report.results.length;
  const hold = total === 1 ? '1 golden holds' : `${String(total)} goldens hold`;
  const counts = failed > 0 ? `${String(failed)} of ${String(total)} goldens differ` : hold;
  const seconds = (report.milliseconds / 1000).toFixed(2);
  return `${report.destination}: ${counts} (${report.engine} engine, ${seconds} s)`;
}

function toSuite({ destination, results }: GoldenReport): Parameters<typeof renderJunit>[0][number] {
  const cases = results.map(({ golden, differences, milliseconds }) => ({
    className: `${destination}.${golden.feature}`,
    name: golden.name,
    failures: differences.map(formatDifference),
    time: milliseconds / 1000,
  }));
  return { name: destination, cases };
}

/** GitHub's workflow commands: one annotation per golden that differs. */
function renderGithub(reports: readonly GoldenReport[]): string {
  return reports
    .flatMap((report) => failures(report))
    .map((result) =>
      renderAnnotation({
        level: 'error',
        file: fileOf(result),
        line: 1,
        title: result.golden.name,
        text: result.differences.map(formatDifference).join('\n'),
      }),
    )
    .join('\n');
}

function toRecord(report: GoldenReport): object {
  return {
    destination: report.destination,
    engine: report.engine,
    goldens: report.results.map(({ golden, differences }) => ({
      feature: golden.feature,
      name: golden.name,
      passed: differences.length === 0,
      differences,
    })),
    updated: report.updated.map(fileOf),
    ...(report.coverage ? { coverage: coverageRecord(report.coverage) } : {}),
  };
}

export function failures(report: GoldenReport): GoldenVerdict[] {
  return report.results.filter(({ differences }) => differences.length > 0);
}

function fileOf({ golden }: GoldenVerdict): string {
  return `${relative('.', golden.folder)}/output.json`;
}
