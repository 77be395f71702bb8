import type { Ast } from '../ast';

/**
 * What may become of a node when it is evaluated: it is reached at all; a condition takes one of its branches; the right
 * side of `and`, `or` is needed; the body of a function runs.
 */
export type Outcome = 'reached' | 'then' | 'else' | 'right' | 'body';

/**
 * Numbers the counters of one expression, so that its code counts what happens to it. Code that is made without a probe
 * has no trace of it.
 */
export interface Probe {
  /** The counters, to which the code adds. */
  readonly counts: number[];
  /** The number of the counter for an outcome; undefined when nobody asks for it. */
  counter(node: Ast, outcome: Outcome): number | undefined;
}
