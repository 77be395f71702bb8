import { DestkitError } from '../../../runtime/errors/destkitError';
import type { Finding } from '../../../tools/lint/finding';
import type { Diagnostic } from './messages';

/** The number of characters that the caret line of a code frame underlines. */
function lengthOf(frame: string | undefined): number {
  return /\^+/.exec(frame ?? '')?.[0].length ?? 1;
}

export function findingToDiagnostic({ rule, severity, message, at, frame }: Finding): Diagnostic {
  return { severity, code: rule, message, at, length: lengthOf(frame) };
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
