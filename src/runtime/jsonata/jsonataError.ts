import jsonata from 'jsonata';
import { DataError } from '../errors/dataError';

/** Text of the expression, or the literal that was called like a function. */
type ErrorToken = string | number | boolean | undefined;

/** What an error of the language says besides its code; `position` is the end of the token, as in the reference. */
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
 * An error of the language: S codes when an expression is parsed, T and D codes when it is evaluated. The codes,
 * tokens, values and texts are the jsonata package's own.
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

/** What the reference throws: a plain object. */
export function isReferenceError(error: unknown): error is ErrorDetails & { code: string } {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && 'code' in error;
}

/** The error that the reference has thrown, as an Error. */
export function adoptError(error: unknown): unknown {
  return isReferenceError(error) ? new JsonataError(error.code, withoutStack(error)) : error;
}

/**
 * Gives an error of an evaluation its place and its text.
 *
 * @param text   the expression
 * @param site   where the evaluation was when it threw: used when the error does not know better
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
  // An error that knows its position is not about the token of another one.
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
 * The reference's own text for a code. It keeps its table to itself, but fills in the text of whatever its parser
 * throws; so it is handed a text that throws this error as soon as it is looked at.
 */
function describe(error: JsonataError): string {
  // An error's message is no field that is copied.
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
