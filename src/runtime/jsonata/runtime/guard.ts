import { narrowDeadline, showDeadline } from '../../deadline';
import { JsonataError } from '../jsonataError';

/** The reference's limits: milliseconds, nested evaluations, items of a sequence. */
export interface GuardOptions {
  timeout?: number | undefined;
  stack?: number | undefined;
  sequence?: number | undefined;
}

/** The maximum length of an array that an expression creates: the reference's limit for ranges. */
export const LONGEST_ARRAY = 1e7;
/** The same while an event is transformed: many times what any has, and little enough for a trace of it to fit into memory. */
export const LONGEST_ARRAY_OF_EVENT = 1e5;
/** The most characters that a string may have which an expression makes. */
export const LONGEST_STRING = 1e7;

/**
 * The limits of the running evaluation. Evaluation is synchronous, so there is only one at a time; an evaluation that
 * a host function starts inside another one ends before it.
 */
export const limits = { sequence: LONGEST_ARRAY };

/**
 * The amount of work between two checks of the clock. A unit of work may be a built-in function over a large array.
 */
const WORK_AT_ONCE = 32;

/** The time limit of an event. `deadline`: its end, in milliseconds; `limit`: its duration. */
const time = { deadline: Infinity, limit: Infinity, work: 0 };

/**
 * Limits the time of the following work, until `resumeTimer`. Within another limit, at most the rest of that limit is
 * available.
 *
 * @param limit milliseconds for one event
 * @param events the number of events
 * @returns the previous deadline, for `resumeTimer`
 */
export function startTimer(limit: number, events = 1): number {
  const before = time.deadline;
  time.limit = limit;
  time.deadline = Math.min(before, Date.now() + limit * events);
  limits.sequence = LONGEST_ARRAY_OF_EVENT;
  showDeadline(time.deadline);
  return before;
}

/** The same for one event of several: it gets the time of one event, so that time remains for the others. */
export function startOne(): number {
  return startTimer(time.limit);
}

/** Milliseconds that an event may take, for what is not done before its timer is resumed. */
export function timeLimit(): number {
  return time.limit;
}

type LoopObserver = (event: unknown) => void;

const loops: { observer: LoopObserver | undefined } = { observer: undefined };

/**
 * Sets an observer that is called before each item of a loop over several events, and with undefined after the last
 * one. It shows another thread which event blocks this one.
 */
export function observeLoops(observer: LoopObserver | undefined): void {
  loops.observer = observer;
}

export function loopObserver(): LoopObserver | undefined {
  return loops.observer;
}

export function resumeTimer(deadline: number): void {
  time.deadline = deadline;
  if (deadline === Infinity) {
    limits.sequence = LONGEST_ARRAY;
  }
  showDeadline(deadline);
}

/**
 * Called where evaluation may continue indefinitely, with the amount of work about to be done.
 *
 * @throws D1012 if the event has no time left
 */
export function spend(work: number): void {
  time.work += work;
  if (time.work > WORK_AT_ONCE) {
    time.work = 0;
    if (Date.now() > time.deadline) {
      throw new JsonataError('D1012', { value: time.limit });
    }
  }
}

/** Returns the string. @throws D3137 if it is too long */
export function boundedText(text: string): string {
  if (text.length > LONGEST_STRING) {
    throw new JsonataError('D3137', { message: `a string may have ${String(LONGEST_STRING)} characters` });
  }
  return text;
}

/** The regular expression that is running, to name what blocks this thread. */
export const matching: { pattern: RegExp | undefined } = { pattern: undefined };

interface Guard {
  stack: number;
  timeout: number;
  deadline: number;
  depth: number;
}

let active: Guard | undefined;

/** Runs an evaluation with these limits. */
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
  limits.sequence = sequence > 0 ? sequence : LONGEST_ARRAY;
  const shown = narrowDeadline(active.timeout > 0 ? active.timeout : Infinity);
  try {
    return evaluate();
  } finally {
    active = outer;
    limits.sequence = outerSequence;
    showDeadline(shown);
  }
}

/**
 * Called where evaluation may continue indefinitely: at each function body and each item of a path.
 *
 * @param levels by how many levels the reference would be deeper here
 */
export function enter(levels: number): void {
  spend(1);
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

/** The counterpart of `enter`; not called when the evaluation fails, because that ends it. */
export function leave(levels: number): void {
  if (active) {
    active.depth -= levels;
  }
}
