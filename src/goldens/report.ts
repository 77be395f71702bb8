import { relative } from 'node:path';
import { formatDifference } from './compare';
import type { GoldenResult } from './run';

/** What `destkit test` found out about one destination. */
export interface GoldenReport {
  destination: string;
  engine: string;
  results: GoldenResult[];
  /** The goldens that were rewritten. */
  updated: GoldenResult[];
  milliseconds: number;
}

export const formats = ['pretty', 'json', 'junit', 'github'] as const;
export type Format = (typeof formats)[number];

const renderers: Record<Format, (reports: readonly GoldenReport[]) => string> = {
  pretty: (reports) => reports.map(renderPretty).join('\n'),
  json: (reports) => JSON.stringify(reports.map(toRecord), null, 2),
  junit: renderJunit,
  github: renderGithub,
};

export function renderReports(reports: readonly GoldenReport[], format: Format): string {
  return renderers[format](reports);
}

function renderPretty(report: GoldenReport): string {
  const failed = failures(report);
  const rows = failed.flatMap(({ golden, differences }) => [
    `FAIL ${golden.feature}/${golden.name}`,
    ...(golden.expected === undefined
      ? ['  there is no output.json yet: write it, or let --update record this result and read it']
      : differences.map((difference) => `  ${formatDifference(difference)}`)),
  ]);
  if (report.updated.length > 0) {
    rows.push(
      'Rewritten; review each with git diff:',
      ...report.updated.map((result) => `  ${fileOf(result)}`),
    );
  }
  const total = report.results.length;
  const counts =
    failed.length > 0
      ? `${String(failed.length)} of ${String(total)} goldens differ`
      : `${String(total)} goldens hold`;
  const seconds = (report.milliseconds / 1000).toFixed(2);
  rows.push(`${report.destination}: ${counts} (${report.engine} engine, ${seconds} s)`);
  return rows.join('\n');
}

function renderJunit(reports: readonly GoldenReport[]): string {
  const suites = reports.map((report) => {
    const cases = report.results.map(({ golden, differences, milliseconds }) => {
      const open = `<testcase classname="${escape(`${report.destination}.${golden.feature}`)}" name="${escape(golden.name)}" time="${(milliseconds / 1000).toFixed(4)}"`;
      if (differences.length === 0) {
        return `    ${open}/>`;
      }
      const text = escape(differences.map(formatDifference).join('\n'));
      return `    ${open}><failure message="${escape(firstLine(differences.map(formatDifference)))}">${text}</failure></testcase>`;
    });
    const counts = `tests="${String(report.results.length)}" failures="${String(failures(report).length)}"`;
    return [`  <testsuite name="${escape(report.destination)}" ${counts}>`, ...cases, '  </testsuite>'].join(
      '\n',
    );
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>'].join('\n');
}

/** GitHub's workflow commands: one annotation a golden that differs. */
function renderGithub(reports: readonly GoldenReport[]): string {
  return reports
    .flatMap((report) => failures(report))
    .map((result) => {
      const text = result.differences.map(formatDifference).join('\n');
      const encoded = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
      return `::error file=${fileOf(result)},line=1,title=${result.golden.name}::${encoded}`;
    })
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
  };
}

export function failures(report: GoldenReport): GoldenResult[] {
  return report.results.filter(({ differences }) => differences.length > 0);
}

function fileOf({ golden }: GoldenResult): string {
  return `${relative('.', golden.folder)}/output.json`;
}

function firstLine([first = '']: readonly string[]): string {
  return first;
}

function escape(text: string): string {
  const named: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return (
    text
      .replace(/[&<>"']/g, (character) => named[character] ?? character)
      // XML 1.0 has no form for most control characters.
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ')
  );
}
