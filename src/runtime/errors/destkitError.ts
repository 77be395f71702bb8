import { catalogue, type ErrorCode, type ErrorParams, type StatTags } from './catalogue';
import { DataError } from './dataError';

/** A place in a source file; line and column start at 1. */
export interface Location {
  file: string;
  line: number;
  column: number;
}

/** The known information about where an error occurred. */
export interface Where {
  destination?: string | undefined;
  step?: string | undefined;
  /** The line of the expression that failed, trimmed. */
  expression?: string | undefined;
  at?: Location | undefined;
  /** The lines around the place, with a caret; for display only. */
  frame?: string | undefined;
}

/** The structured form of an error, as in outcomes and in `--format json`. */
export interface ErrorReport {
  code: ErrorCode;
  message: string;
  status: number;
  destination?: string;
  step?: string;
  expression?: string;
  at?: Location;
  statTags: StatTags;
}

export interface DestkitErrorOptions extends ErrorOptions {
  /** Instead of those of the code. */
  statTags?: StatTags;
}

/** The one error class: a code of the catalogue, its message, and where it arose. */
export class DestkitError extends DataError {
  override readonly name = 'DestkitError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly statTags: StatTags;
  readonly fix: string;
  where: Where;
  /** The individual problems, if this error summarizes several. */
  readonly problems: readonly DestkitError[];

  constructor(
    code: ErrorCode,
    message: string,
    where: Where = {},
    problems: readonly DestkitError[] = [],
    options: DestkitErrorOptions = {},
  ) {
    super(message, options);
    const kind = catalogue[code];
    this.code = code;
    this.status = kind.status;
    this.statTags = options.statTags ?? kind.statTags;
    this.fix = kind.fix;
    this.where = where;
    this.problems = problems;
  }

  /** Adds information about where the error occurred; existing information is kept. */
  locate(where: Where): this {
    const { destination, step, expression, at, frame } = this.where;
    this.where = {
      destination: destination ?? where.destination,
      step: step ?? where.step,
      expression: expression ?? where.expression,
      at: at ?? where.at,
      frame: frame ?? where.frame,
    };
    return this;
  }

  toJSON(): ErrorReport {
    const { destination, step, expression, at } = this.where;
    const report: ErrorReport = {
      code: this.code,
      message: this.message,
      status: this.status,
      statTags: this.statTags,
    };
    if (destination !== undefined) {
      report.destination = destination;
    }
    if (step !== undefined) {
      report.step = step;
    }
    if (expression !== undefined) {
      report.expression = expression;
    }
    if (at !== undefined) {
      report.at = { ...at };
    }
    return report;
  }
}

/** Creates an error from a code and the parameters of its message; the types require all parameters. */
export function createError<Code extends ErrorCode>(
  code: Code,
  params: ErrorParams<Code>,
  where?: Where,
  problems?: readonly DestkitError[],
  options?: DestkitErrorOptions,
): DestkitError {
  // The generic lookup loses the relation between a code and its parameters; ErrorParams has checked it above.
  const render = catalogue[code].message as (params: ErrorParams<Code>) => string;
  return new DestkitError(code, render(params), where, problems, options);
}
