import { JsonataError } from '../jsonataError';

/** The reference's guardrails: milliseconds, nested evaluations, items of a sequence. */
export interface GuardOptions {
  timeout?: number | undefined;
  stack?: number | undefined;
  sequence?: number | undefined;
}

/**
 * The limits of the evaluation that is running. Evaluation is synchronous, so there is one at a time; one that a
 * host function starts inside another is nested in time.
 */
export const limits = { sequence: Infinity };

interface Guard {
  stack: number;
  timeout: number;
  deadline: number;
  depth: number;
}

let active: Guard | undefined;

/** Runs an evaluation under guardrails. */
export function guarded<T>(options: GuardOptions, evaluate: () => T): T {
  const outer = active;
  const outerSequence = limits.sequence;
  const { timeout = 0, stack = 0, sequence = 0 } = options;
  active = {
    stack: stack > 0 ? stack : Infinity,
    timeout,
    deadline: timeout > 0 ? Date.now() + timeout : Infinity,
    depth: 0,
  };
  limits.sequence = sequence > 0 ? sequence : Infinity;
  try {
    return evaluate();
  } finally {
    active = outer;
    limits.sequence = outerSequence;
  }
}

/**
 * Called where evaluation may go on without end: at each function body and each item of a path.
 *
 * @param levels how many evaluations deeper the reference would be here
 */
export function enter(levels: number): void {
  if (!active) {
    return;
  }
  active.depth += levels;
  if (active.depth > active.stack) {
    throw new JsonataError('D1011', { value: active.stack });
  }
  if (Date.now() > active.deadline) {
    throw new JsonataError('D1012', { value: active.timeout });
  }
}

/** The counterpart of `enter`; not called when the evaluation fails, which ends it. */
export function leave(levels: number): void {
  if (active) {
    active.depth -= levels;
  }
}
