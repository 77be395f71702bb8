import { createError, type DestkitError } from './destkitError';

/** The error for a file that the system refused to write: OUTPUT_UNWRITABLE. */
export function unwritable(file: string, error: unknown): DestkitError {
  return createError('OUTPUT_UNWRITABLE', { file, problem: (error as { code?: string }).code ?? 'error' });
}
