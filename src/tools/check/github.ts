import { renderReports as renderGoldens } from '../goldens/report';
import { renderReports as renderLint } from '../lint/report';
import { renderAnnotation } from '../report/github';
import type { CheckLimits, CheckReport, DestinationCheck } from './model';
import { renderResults } from './pretty';
import { hasLintErrors, resultsOf } from './results';

/** GitHub's annotations, then the results line by line. */
export function renderGithub(report: CheckReport): string {
  const annotations = report.destinations.flatMap((check) => annotate(check, report.limits));
  return `${[...annotations, ...report.destinations.map((each) => renderResults(each, report))].join('\n')}\n`;
}

function annotate(check: DestinationCheck, limits: CheckLimits): string[] {
  return [
    renderLint([check.lint], 'github'),
    ...(check.goldens ? [renderGoldens([check.goldens], 'github')] : []),
    ...problemNote(check),
    ...formatNotes(check),
    ...coverageNotes(check, limits),
    ...changeNote(check, limits),
  ].filter((text) => text !== '');
}

/** If lint reports errors, they explain why the destination cannot be loaded. */
function problemNote(check: DestinationCheck): string[] {
  if (!check.problem || hasLintErrors(check)) {
    return [];
  }
  const { code, message, where } = check.problem;
  const { file = `${check.folder}/destination.yaml`, line = 1, column = 1 } = where.at ?? {};
  return [renderAnnotation({ level: 'error', file, line, column, title: code, text: message })];
}

function formatNotes({ unformatted, folder }: DestinationCheck): string[] {
  const text = `run: destkit format ${folder}`;
  return unformatted.map((file) =>
    renderAnnotation({ level: 'error', file, line: 1, title: 'format', text }),
  );
}

function coverageNotes(check: DestinationCheck, limits: CheckLimits): string[] {
  const result = resultsOf(check, limits).find(({ part }) => part === 'coverage');
  const coverage = check.goldens?.coverage;
  if (result?.state !== 'failed' || !coverage) {
    return [];
  }
  const points = coverage.flatMap(({ uncovered }) => uncovered);
  return [
    noteOf(check, 'error', 'coverage', result.text),
    ...points.map(({ file, from, label }) => {
      const { line, column } = from();
      const text = `no golden reaches: ${label}`;
      return renderAnnotation({ level: 'warning', file, line, column, title: 'coverage', text });
    }),
  ];
}

function changeNote(check: DestinationCheck, limits: CheckLimits): string[] {
  const result = resultsOf(check, limits).find(({ part }) => part === 'changes');
  const level = result?.state === 'failed' ? 'error' : 'warning';
  return result && check.diff && check.diff.breaking > 0
    ? [noteOf(check, level, 'changes', result.text)]
    : [];
}

/** For what has no place of its own. */
function noteOf(check: DestinationCheck, level: 'error' | 'warning', title: string, result: string): string {
  const file = `${check.folder}/destination.yaml`;
  return renderAnnotation({ level, file, line: 1, title, text: `${check.name}: ${result}` });
}
