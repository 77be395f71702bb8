import { renderCoverage } from '../coverage/report';
import { renderDiff } from '../diff/render';
import { failures, renderFailure } from '../goldens/report';
import { renderFinding } from '../lint/report';
import { renderError } from '../../runtime/errors/render';
import type { CheckReport, DestinationCheck } from './model';
import { hasLintErrors, isFailed, resultsOf } from './results';

const marks = { ok: 'ok  ', failed: 'FAIL', skipped: '-   ' };

/** For a terminal: the results of each destination, and the details. */
export function renderPretty(report: CheckReport): string {
  const parts = report.destinations.map((check) =>
    [renderResults(check, report), ...details(check, report)].join('\n\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

/** The results of a destination, one a line. They contain no content of files or events. */
export function renderResults(check: DestinationCheck, { limits }: CheckReport): string {
  const rows = resultsOf(check, limits).map(
    ({ state, part, text }) => `  ${marks[state]}  ${part.padEnd(8)}  ${text}`,
  );
  return [`${check.name}: ${isFailed(check, limits) ? 'failed' : 'passed'}`, ...rows].join('\n');
}

function details(check: DestinationCheck, { limits }: CheckReport): string[] {
  const { goldens, diff, notCompared, problem, unformatted } = check;
  const isTooLow = resultsOf(check, limits).some(
    ({ part, state }) => part === 'coverage' && state === 'failed',
  );
  const coverage = isTooLow ? goldens?.coverage : undefined;
  return [
    ...check.lint.findings.map(renderFinding),
    ...(goldens ? failures(goldens).map(renderFailure) : []),
    ...(problem && !hasLintErrors(check) ? [renderError(problem)] : []),
    ...(coverage ? [renderCoverage(coverage)] : []),
    ...unformatted.map((file) => `${file}: would change; run destkit format`),
    ...(notCompared === undefined ? [] : [`not compared: ${notCompared}`]),
    ...(diff ? [renderDiff(diff, 'pretty').trimEnd()] : []),
  ];
}
