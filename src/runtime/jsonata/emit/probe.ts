import type { Ast } from '../ast';

/**
 * The possible outcomes of a node: it is reached; a condition takes one of its branches; the right side of `and`,
 * `or` is evaluated; the body of a function runs.
 */
export type Outcome = 'reached' | 'then' | 'else' | 'right' | 'body';

/**
 * The code of one expression reports to a probe: it increments counters and passes on values. Code generated without
 * a probe contains none of this.
 */
export interface Probe {
  /** The counters that the code increments. */
  readonly counts: number[];
  /** The index of the counter for an outcome; undefined if it is not counted. */
  counter(node: Ast, outcome: Outcome): number | undefined;
  /**
   * The function that the code calls with each value of a node; undefined if the node is not watched. Requested for
   * arguments of calls, items of arrays, and conditions, whose value is a boolean here.
   */
  watcher?(node: Ast): ((value: unknown) => void) | undefined;
}
