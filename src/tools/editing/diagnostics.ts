import { DestkitError, type Location } from '../../runtime/errors/destkitError';
import type { Edit, Finding, Severity } from '../lint/finding';

/** A problem to show in an editor: a lint finding, or an error of the build or the run. */
export interface Diagnostic {
  severity: Severity;
  /** The lint rule, or the error code. */
  code: string;
  message: string;
  /** What to do about it. */
  fix?: string;
  at?: Location;
  /** The length of the underlined range, in characters. */
  length: number;
  /** The edit that `destkit lint --fix` makes. */
  edit?: Edit;
  /** Other places that the message is about. */
  related?: readonly Location[];
}

/** The number of characters that the caret line of a code frame underlines. */
function lengthOf(frame: string | undefined): number {
  return /\^+/.exec(frame ?? '')?.[0].length ?? 1;
}

export function findingToDiagnostic({
  rule,
  severity,
  message,
  at,
  frame,
  edit,
  related,
}: Finding): Diagnostic {
  return {
    ...{ severity, code: rule, message, at, length: lengthOf(frame) },
    ...(edit ? { edit } : {}),
    ...(related ? { related } : {}),
  };
}

/** One diagnostic for an error, or one for each of its `problems`. */
export function errorToDiagnostics(error: unknown): Diagnostic[] {
  if (!(error instanceof DestkitError)) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ severity: 'error', code: 'WORKFLOW_FAILED', message, length: 1 }];
  }
  if (error.problems.length > 0) {
    return error.problems.flatMap(errorToDiagnostics);
  }
  const { code, message, fix, where } = error;
  const length = lengthOf(where.frame);
  return [{ severity: 'error', code, message, fix, length, ...(where.at ? { at: where.at } : {}) }];
}
