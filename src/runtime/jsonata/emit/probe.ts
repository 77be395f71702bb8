import type { Ast } from '../ast';

/**
 * What may become of a node when it is evaluated: it is reached at all; a condition takes one of its branches; the right
 * side of `and`, `or` is needed; the body of a function runs.
 */
export type Outcome = 'reached' | 'then' | 'else' | 'right' | 'body';

/**
 * What the code of one expression reports to: it counts what happens, and hands on values. Code that is made without a
 * probe has no trace of it.
 */
export interface Probe {
  /** The counters, to which the code adds. */
  readonly counts: number[];
  /** The number of the counter for an outcome; undefined when nobody asks for it. */
  counter(node: Ast, outcome: Outcome): number | undefined;
  /**
   * The function that the code calls with each value of a node; undefined when nobody asks for it. Asked for arguments of
   * calls, items of arrays, and conditions, whose value is a boolean here.
   */
  watcher?(node: Ast): ((value: unknown) => void) | undefined;
}
