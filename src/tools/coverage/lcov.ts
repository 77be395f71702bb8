import type { Coverage, Point } from './coverage';

/**
 * The coverage in lcov's format, which genhtml and most services read; steps are reported as functions.
 *
 * @see https://github.com/linux-test-project/lcov (geninfo)
 */
export function renderLcov({ points, counts }: Coverage, test: string): string {
  const files = [...new Set(points.map(({ file }) => file))].sort();
  const countOf = ({ number }: Point) => counts[number] ?? 0;
  return files
    .flatMap((file) => {
      const own = points.filter((point) => point.file === file);
      return [
        `TN:${test}`,
        `SF:${file}`,
        ...functionRecords(own.filter(isStep), countOf),
        ...branchRecords(own, countOf),
        ...lineRecords(
          own.filter(({ kind }) => kind !== 'branch'),
          countOf,
        ),
        'end_of_record',
      ];
    })
    .map((line) => `${line}\n`)
    .join('');
}

type CountOf = (point: Point) => number;

function isStep({ kind }: Point): boolean {
  return kind === 'step';
}

function functionRecords(steps: readonly Point[], countOf: CountOf): string[] {
  return [
    ...steps.map((point) => `FN:${String(point.from().line)},${point.step}`),
    ...steps.map((point) => `FNDA:${String(countOf(point))},${point.step}`),
    `FNF:${String(steps.length)}`,
    `FNH:${String(steps.filter((point) => countOf(point) > 0).length)}`,
  ];
}

/** Each branch separately, except those marked as unreachable. */
function branchRecords(points: readonly Point[], countOf: CountOf): string[] {
  const branches = points.filter(({ kind, ignoreReason }) => kind === 'branch' && ignoreReason === undefined);
  return [
    ...branches.map(
      (point, index) => `BRDA:${String(point.from().line)},${String(index)},0,${String(countOf(point))}`,
    ),
    `BRF:${String(branches.length)}`,
    `BRH:${String(branches.filter((point) => countOf(point) > 0).length)}`,
  ];
}

/** The count of a line is the highest count of everything that starts on it. */
function lineRecords(points: readonly Point[], countOf: CountOf): string[] {
  const lines = new Map<number, number>();
  for (const point of points) {
    const { line } = point.from();
    lines.set(line, Math.max(lines.get(line) ?? 0, countOf(point)));
  }
  const sorted = [...lines].sort(([first], [second]) => first - second);
  return [
    ...sorted.map(([line, count]) => `DA:${String(line)},${String(count)}`),
    `LF:${String(sorted.length)}`,
    `LH:${String(sorted.filter(([, count]) => count > 0).length)}`,
  ];
}
