/**
 * When what this thread evaluates must have ended, in memory that another thread can look at while this one is blocked: no
 * thread can interrupt its own regular expression. Milliseconds since 1970; Infinity while nothing is evaluated.
 */
let shown: Float64Array = new Float64Array([Infinity]);

/** Shows the deadlines of this thread in memory that is shared. */
export function shareDeadlines(memory: SharedArrayBuffer): void {
  shown = new Float64Array(memory, 0, 1);
  shown[0] = Infinity;
}

export function showDeadline(deadline: number): void {
  shown[0] = deadline;
}

/** Shows a deadline for something that is part of what runs already. Returns what was shown before. */
export function narrowDeadline(limit: number): number {
  const [before = Infinity] = shown;
  shown[0] = Math.min(before, Date.now() + limit);
  return before;
}
