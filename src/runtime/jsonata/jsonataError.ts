import jsonata from 'jsonata';
import { DataError } from '../errors/dataError';

/** A part of the expression, or the literal that was called like a function. */
type ErrorToken = string | number | boolean | undefined;

/** The details of an error in addition to its code; `position` is the end of the token, as in the reference. */
export interface ErrorDetails {
  position?: number | undefined;
  token?: ErrorToken;
  value?: unknown;
  value2?: unknown;
  index?: number;
  type?: string;
  message?: string;
  functionName?: string;
}

/**
 * An error of the language: S codes for parsing, T and D codes for evaluation. The codes, tokens, values and messages
 * are those of the jsonata package.
 */
export class JsonataError extends DataError {
  override readonly name = 'JsonataError';
  readonly code: string;
  position: number | undefined;
  token: ErrorToken;
  readonly value: unknown;
  line: number | undefined;
  column: number | undefined;

  constructor(code: string, details: ErrorDetails = {}) {
    super(details.message);
    this.code = code;
    this.position = details.position;
    this.token = details.token;
    Object.assign(this, details);
    this.value = details.value;
  }
}

/** The reference throws plain objects. */
export function isReferenceError(error: unknown): error is ErrorDetails & { code: string } {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && 'code' in error;
}

/** Converts an error thrown by the reference to an Error. */
export function adoptError(error: unknown): unknown {
  return isReferenceError(error) ? new JsonataError(error.code, withoutStack(error)) : error;
}

/**
 * Adds the place and the message to an error of an evaluation.
 *
 * @param text the expression
 * @param site the site of the evaluation when it threw; used if the error has no place itself
 */
export function completeError(
  thrown: unknown,
  text: string,
  site?: { position: number; token: ErrorToken },
): unknown {
  const error = adoptError(thrown);
  if (typeof error !== 'object' || error === null) {
    return error;
  }
  const located = error as { position?: number | undefined; token?: ErrorToken };
  // An error with its own position does not concern the token of another one.
  if (site && located.position === undefined) {
    located.position = site.position;
    located.token ??= site.token;
  }
  if (error instanceof JsonataError) {
    error.message = describe(error);
    const before = text.slice(0, error.position ?? 0).split('\n');
    error.line = before.length;
    error.column = (before.at(-1)?.length ?? 0) + 1;
  }
  return error;
}

/**
 * The reference's message for a code. The package does not export its table of messages, but completes errors that
 * its parser throws. So it is called with a text that throws this error on the first access.
 */
function describe(error: JsonataError): string {
  // The message of an Error is not an enumerable field, so it is not copied.
  const details = Object.assign(Object.create(null) as object, error, { message: error.message });
  const text = {
    get length(): number {
      // The reference throws plain objects, and completes only those.

      throw details;
    },
  };
  try {
    jsonata(text as unknown as string);
  } catch (completed) {
    return (completed as { message?: string }).message ?? error.code;
  }
  return error.code;
}

function withoutStack({ ...details }: ErrorDetails & { code: string; stack?: unknown }): ErrorDetails {
  delete details.stack;
  return details;
}
