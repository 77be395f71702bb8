import { createError, DestkitError } from '../../runtime/errors/destkitError';

const reasons: Partial<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is not a directory',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EMFILE: 'too many files are open',
  Z_DATA_ERROR: 'corrupt gzip data',
  Z_BUF_ERROR: 'corrupt gzip data, it ends too early',
  ERR_STREAM_PREMATURE_CLOSE: 'it was closed before its end',
};

/** The error for an input that cannot be opened or read further. */
export function describeReadError(file: string, error: unknown): DestkitError {
  if (error instanceof DestkitError) {
    return error;
  }
  // Not instanceof Error: under jest, Node's own errors belong to another realm.
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
  const problem = reasons[code] ?? `reading failed (${code})`;
  return createError('INPUT_UNREADABLE', { file, problem }, undefined, undefined, { cause: error });
}
