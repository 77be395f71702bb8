import { DestkitError } from '../../../runtime/errors/destkitError';
import type { Finding } from '../../../tools/lint/finding';
import type { Complaint } from './messages';

/** How many characters the caret line of a frame points at. */
function lengthOf(frame: string | undefined): number {
  return /\^+/.exec(frame ?? '')?.[0].length ?? 1;
}

export function findingComplaint({ rule, severity, message, at, frame }: Finding): Complaint {
  return { severity, code: rule, message, at, length: lengthOf(frame) };
}

/** An error, or each of those that it sums up. */
export function errorComplaints(error: unknown): Complaint[] {
  if (!(error instanceof DestkitError)) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ severity: 'error', code: 'WORKFLOW_FAILED', message, length: 1 }];
  }
  if (error.problems.length > 0) {
    return error.problems.flatMap(errorComplaints);
  }
  const { code, message, fix, where } = error;
  const length = lengthOf(where.frame);
  return [{ severity: 'error', code, message, fix, length, ...(where.at ? { at: where.at } : {}) }];
}
