import { createError, type DestkitError } from '../../runtime/errors/destkitError';

/** One event of the input; `line` counts lines of NDJSON, or elements of a JSON array, from 1. */
export interface InputEvent {
  line: number;
  value: unknown;
}

/** A line or element that cannot be read; the following ones can still be read. */
export interface InputFailure {
  line: number;
  error: DestkitError;
}

export type InputItem = InputEvent | InputFailure;

/** Splits the bytes of an input into items; the caller passes every chunk, then ends it once. */
export interface Splitter {
  push(chunk: Buffer): InputItem[];
  end(): InputItem[];
}

/** The failure of a line that is not JSON; `problem` must not quote the line, because events are confidential. */
export function notJson(line: number, problem: string): InputFailure {
  return { line, error: createError('LINE_NOT_JSON', { problem }) };
}

export function tooLong(line: number, limit: number): InputFailure {
  return { line, error: createError('LINE_TOO_LONG', { limit }) };
}
