import type { Format } from '../report/formats';
import { renderAnnotation } from '../report/github';
import { renderJunit } from '../report/junit';
import type { Finding, Severity } from './finding';
import { rules } from './rules';
import type { LintReport } from './run';

const renderers: Record<Format, (reports: readonly LintReport[]) => string> = {
  pretty: (reports) => reports.map(renderPretty).join('\n\n'),
  json: (reports) => JSON.stringify(reports.map(toRecord), null, 2),
  junit: (reports) => renderJunit(reports.map(toSuite)),
  github: (reports) => reports.flatMap(({ findings }) => findings.map(annotate)).join('\n'),
};

export function renderReports(reports: readonly LintReport[], format: Format): string {
  return renderers[format](reports);
}

/** A finding as text: message, place, the lines around it, and the link to its documentation. */
export function renderFinding(finding: Finding): string {
  const { rule, severity, message, frame } = finding;
  return [
    `${severity}[${rule}] ${message}`,
    `  at ${placeOf(finding)}`,
    frame.replace(/^(?=.)/gm, '  '),
    `  see ${linkTo(rule)}`,
  ].join('\n');
}

function renderPretty(report: LintReport): string {
  return [...report.findings.map(renderFinding), renderSummary(report)].join('\n\n');
}

/** The number of findings, in one line. */
export function renderSummary({ destination, findings, milliseconds }: LintReport): string {
  const seconds = `${(milliseconds / 1000).toFixed(2)} s`;
  const found =
    findings.length === 0
      ? 'nothing found'
      : (['error', 'warning'] as const).flatMap((severity) => count(findings, severity)).join(', ');
  const fixable = findings.filter(({ edit }) => edit).length;
  const hint = fixable === 0 ? '' : `; --fix corrects ${String(fixable)}`;
  return `${destination}: ${found} (${seconds})${hint}`;
}

function count(findings: readonly Finding[], severity: Severity): string[] {
  const number = findings.filter((finding) => finding.severity === severity).length;
  return number === 0 ? [] : [`${String(number)} ${severity}${number === 1 ? '' : 's'}`];
}

function toRecord({ destination, findings }: LintReport): object {
  return {
    destination,
    findings: findings.map(({ rule, severity, message, at, edit }) => ({
      rule,
      severity,
      message,
      ...at,
      link: linkTo(rule),
      fixable: edit !== undefined,
    })),
  };
}

/** A test case for each rule, so that a report also shows which rules were checked. Warnings do not fail a case. */
function toSuite({ destination, findings }: LintReport): Parameters<typeof renderJunit>[0][number] {
  const cases = rules.map(({ id }) => ({
    className: `${destination}.lint`,
    name: id,
    failures: findings
      .filter(({ rule, severity }) => rule === id && severity === 'error')
      .map((finding) => `${placeOf(finding)} ${finding.message}`),
  }));
  return { name: destination, cases };
}

function annotate({ rule, severity, message, at }: Finding): string {
  const { file, line, column } = at;
  return renderAnnotation({ level: severity, file, line, column, title: rule, text: message });
}

function placeOf({ at }: Finding): string {
  return `${at.file}:${String(at.line)}:${String(at.column)}`;
}

function linkTo(rule: string): string {
  return `docs/lint.md#${rule}`;
}
