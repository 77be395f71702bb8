import { DataError } from '../errors/dataError';

/** The error that `$assert` throws. */
export class AssertionFailure extends Error {
  readonly status = 400;
}

/** The error of a step, with the name of the step. Its structure is that of workflow-engine's errors. */
export class StepFailure extends DataError {
  readonly stepName: string;
  readonly childStepName: string | undefined;
  readonly status: number;
  readonly originalError: unknown;
  /** The failure inside this one, such as that of an inner step; the original error if there is none. */
  readonly error: unknown;

  /** The workflow that a step of another one ran, if this is the failure of that workflow. */
  workflowName?: string;

  /** The failure of a step that runs another workflow, wrapped around the inner failure. */
  static around(stepName: string, thrown: unknown): StepFailure {
    const original = thrown instanceof StepFailure ? thrown.originalError : thrown;
    return Object.assign(new StepFailure(stepName, original), { error: thrown });
  }

  /** The failure of a step that workflow-engine has run. */
  static foreign(stepName: string, thrown: unknown): StepFailure {
    const { originalError = thrown, childStepName, error = thrown } = (thrown ?? {}) as Partial<StepFailure>;
    return Object.assign(new StepFailure(stepName, originalError), { childStepName, error });
  }

  /** A failure with the name of the workflow in which it occurred. */
  static in(workflowName: string, thrown: unknown): unknown {
    return thrown instanceof StepFailure ? Object.assign(thrown, { workflowName }) : thrown;
  }

  constructor(stepName: string, thrown: unknown) {
    const inner = thrown instanceof StepFailure ? thrown : undefined;
    const original = inner ? inner.originalError : thrown;
    super((original as Partial<Error> | undefined)?.message);
    this.stepName = stepName;
    this.childStepName = inner?.stepName === stepName ? inner.childStepName : inner?.stepName;
    this.originalError = original;
    this.error = inner?.stepName === stepName ? inner.error : thrown;
    this.status = statusOf(original);
  }
}

/** An error of an expression counts as an error of the event. */
function statusOf(error: unknown): number {
  const { status, response, code } = (error ?? {}) as {
    status?: number;
    response?: { status?: number };
    code?: unknown;
  };
  return response?.status ?? status ?? (typeof code === 'string' && /^[DT]\d{4}$/.test(code) ? 400 : 500);
}
