import type { Coverage, Point } from './coverage';

/** How many of some points were reached. */
export interface Share {
  reached: number;
  total: number;
}

export interface FileSummary {
  file: string;
  steps: Share;
  expressions: Share;
  branches: Share;
  /** The points that were not reached, outermost first; points inside of them are not listed. */
  uncovered: Point[];
  /** Points with an `unreachable:` comment that were indeed not reached. */
  ignored: Point[];
  /** Points with an `unreachable:` comment that were reached. */
  mistaken: Point[];
}

/** The coverage of each file. */
export function summarise({ points, counts }: Coverage): FileSummary[] {
  const files = [...new Set(points.map(({ file }) => file))].sort();
  const isReached = ({ number }: Point) => (counts[number] ?? 0) > 0;
  return files.map((file) => {
    const own = points.filter((point) => point.file === file);
    const claimed = own.filter((point) => point.ignoreReason !== undefined);
    const ignored = claimed.filter((point) => !isReached(point));
    const counted = own.filter((point) => !ignored.some((each) => each === point || contains(each, point)));
    const share = (kind: Point['kind']): Share => {
      const ofKind = counted.filter((point) => point.kind === kind);
      return { reached: ofKind.filter(isReached).length, total: ofKind.length };
    };
    const missed = counted.filter((point) => !isReached(point));
    return {
      file,
      steps: share('step'),
      expressions: share('expression'),
      branches: share('branch'),
      uncovered: missed.filter((point) => !missed.some((each) => each !== point && contains(each, point))),
      ignored,
      mistaken: claimed.filter((point) => isReached(point) && !isOtherwiseMeant(point, ignored)),
    };
  });
}

/** The sum over all files. */
export function sumUp(files: readonly FileSummary[], key: 'steps' | 'expressions' | 'branches'): Share {
  return files.reduce(
    (sum, { [key]: share }) => ({ reached: sum.reached + share.reached, total: sum.total + share.total }),
    { reached: 0, total: 0 },
  );
}

/** If there are no points, all of them were reached. */
export function percent({ reached, total }: Share): number {
  return total === 0 ? 100 : (100 * reached) / total;
}

/** Whether a point is only reached through another one: it is inside a branch, a node or a step. */
export function contains(outer: Point, inner: Point): boolean {
  if (outer.number >= inner.number || outer.file !== inner.file || outer.step !== inner.step) {
    return false;
  }
  if (!outer.within) {
    // The condition of a step is evaluated before the step, so it is not inside of it.
    return outer.kind === 'step' && inner.within?.expression.key !== 'condition';
  }
  const [area, span] = [outer.within.area, inner.within?.span];
  const isSameText = outer.within.expression === inner.within?.expression;
  return isSameText && !!area && !!span && area.start <= span.start && area.end >= span.end;
}

/**
 * A comment on a step refers to the run of the step, or to its condition being false: to the one that is not reached.
 */
function isOtherwiseMeant(point: Point, ignored: readonly Point[]): boolean {
  return (
    !point.within &&
    (point.kind !== 'step' || ignored.some((each) => !each.within && each.step === point.step))
  );
}
