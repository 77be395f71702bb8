import { isBelow, isMistaken, renderTotals } from '../coverage/report';
import { failures } from '../goldens/report';
import type { CheckLimits, CheckReport, DestinationCheck } from './model';

type Part = 'lint' | 'goldens' | 'coverage' | 'format' | 'changes';

/** The result of one part of the check, without any content of files or events. */
export interface PartResult {
  part: Part;
  /** `skipped`: it did not run, which is not a failure. */
  state: 'ok' | 'failed' | 'skipped';
  text: string;
}

/** The results of all parts, in the order of the report's columns. */
export function resultsOf(check: DestinationCheck, limits: CheckLimits): PartResult[] {
  return [
    lintResult(check),
    goldenResult(check),
    coverageResult(check, limits),
    formatResult(check),
    changeResult(check, limits),
  ];
}

export function isFailed(check: DestinationCheck, limits: CheckLimits): boolean {
  return check.problem !== undefined || resultsOf(check, limits).some(({ state }) => state === 'failed');
}

export function hasFailed({ destinations, limits }: CheckReport): boolean {
  return destinations.some((check) => isFailed(check, limits));
}

export function hasLintErrors({ lint }: DestinationCheck): boolean {
  return lint.findings.some(({ severity }) => severity === 'error');
}

function lintResult(check: DestinationCheck): PartResult {
  const counts = (['error', 'warning'] as const).flatMap((severity) => {
    const count = check.lint.findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [plural(count, severity)];
  });
  return result('lint', hasLintErrors(check), counts.join(', ') || 'ok');
}

function goldenResult({ goldens }: DestinationCheck): PartResult {
  if (!goldens) {
    return result('goldens', true, 'not run');
  }
  const [failed, total] = [failures(goldens).length, goldens.results.length];
  const text = failed === 0 ? `${String(total)} passed` : `${String(failed)} of ${String(total)} failed`;
  return result('goldens', failed > 0, text);
}

function coverageResult({ goldens }: DestinationCheck, { threshold }: CheckLimits): PartResult {
  const coverage = goldens?.coverage;
  if (!coverage) {
    // A workflow that cannot be measured must not pass a threshold.
    const state = threshold === undefined ? 'skipped' : 'failed';
    return { part: 'coverage', state, text: 'not measured' };
  }
  const isTooLow = threshold !== undefined && isBelow(coverage, threshold);
  const rest = isTooLow ? ` (required: ${String(threshold)} %)` : '';
  const wrong = isMistaken(coverage) ? '; points marked as unreachable are reached' : '';
  return result('coverage', isTooLow || wrong !== '', `${renderTotals(coverage)}${rest}${wrong}`);
}

function formatResult({ unformatted }: DestinationCheck): PartResult {
  const count = unformatted.length;
  const text = count === 0 ? 'ok' : `${plural(count, 'file')} to format`;
  return result('format', count > 0, text);
}

function changeResult({ diff }: DestinationCheck, { allowBreaking = false }: CheckLimits): PartResult {
  if (!diff) {
    return { part: 'changes', state: 'skipped', text: 'not compared' };
  }
  const total = diff.outcomes.length + diff.fields.length + diff.config.length;
  const breaking = diff.breaking === 0 ? '' : `, ${String(diff.breaking)} breaking`;
  const allowed = diff.breaking > 0 && allowBreaking ? ' (allowed)' : '';
  const text = total === 0 ? 'none' : `${plural(total, 'change')}${breaking}${allowed}`;
  return result('changes', diff.breaking > 0 && !allowBreaking, text);
}

function result(part: Part, fails: boolean, text: string): PartResult {
  return { part, state: fails ? 'failed' : 'ok', text };
}

function plural(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
}
