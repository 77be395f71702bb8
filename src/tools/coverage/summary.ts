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
  /** What was not reached, outermost first; what is inside of it is not listed. */
  uncovered: Point[];
  /** Points with an `unreachable:` comment that were indeed not reached. */
  ignored: Point[];
  /** Points with an `unreachable:` comment that were reached. */
  mistaken: Point[];
}

/** What was reached, file by file. */
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

/** All files together. */
export function sumUp(files: readonly FileSummary[], key: 'steps' | 'expressions' | 'branches'): Share {
  return files.reduce(
    (sum, { [key]: share }) => ({ reached: sum.reached + share.reached, total: sum.total + share.total }),
    { reached: 0, total: 0 },
  );
}

/** Of so few points as none, all were reached. */
export function percent({ reached, total }: Share): number {
  return total === 0 ? 100 : (100 * reached) / total;
}

/** Whether a point is only reached by way of another: it stands inside a branch, a node or a step. */
export function contains(outer: Point, inner: Point): boolean {
  if (outer.number >= inner.number || outer.file !== inner.file || outer.step !== inner.step) {
    return false;
  }
  if (!outer.within) {
    // What is asked before a step runs is not inside of it.
    return outer.kind === 'step' && inner.within?.expression.key !== 'condition';
  }
  const [area, span] = [outer.within.area, inner.within?.span];
  const isSameText = outer.within.expression === inner.within?.expression;
  return isSameText && !!area && !!span && area.start <= span.start && area.end >= span.end;
}

/** A remark on a step is about its run or about its condition not being met, whichever it is that is not reached. */
function isOtherwiseMeant(point: Point, ignored: readonly Point[]): boolean {
  return (
    !point.within &&
    (point.kind !== 'step' || ignored.some((each) => !each.within && each.step === point.step))
  );
}
