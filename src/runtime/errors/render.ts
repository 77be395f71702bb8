import type { DestkitError } from './destkitError';

/** The error as text: message, place, the lines around it, and the fix. */
export function renderError(error: DestkitError): string {
  const parts = error.problems.map((problem) => renderOne(problem, problem.fix !== error.fix));
  return [...parts, renderOne(error, true)].join('\n\n');
}

function renderOne(error: DestkitError, withFix: boolean): string {
  const { at, step, expression, frame } = error.where;
  const rows = [`error[${error.code}] ${error.message}`];
  if (at) {
    rows.push(`  at ${at.file}:${String(at.line)}:${String(at.column)}${step ? ` (step ${step})` : ''}`);
  } else if (step) {
    rows.push(`  in step ${step}`);
  }
  if (frame) {
    rows.push(indent(frame));
  } else if (expression) {
    rows.push(`  in ${expression}`);
  }
  if (withFix) {
    rows.push(`  fix: ${error.fix}`, `  see docs/errors.md#${error.code.toLowerCase()}`);
  }
  return rows.join('\n');
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
