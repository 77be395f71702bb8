import type { Point } from './coverage';
import { percent, sumUp, type FileSummary, type Share } from './summary';

const kinds = ['steps', 'expressions', 'branches'] as const;

/** The coverage as text: a table of the files, then the uncovered points and the reasons for ignored ones. */
export function renderCoverage(files: readonly FileSummary[]): string {
  const rows = [
    ...files.map((file) =>
      row(
        file.file,
        kinds.map((kind) => file[kind]),
      ),
    ),
    total(files),
  ];
  const header = ['file', ...kinds];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const table = [header, ...rows].map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return [
    ...table,
    ...section(
      'Not reached:',
      files.flatMap(({ uncovered }) => uncovered),
      ({ label }) => label,
    ),
    ...section(
      'Ignored: marked in the file as unreachable:',
      files.flatMap(({ ignored }) => ignored),
      explained,
    ),
    ...section(
      'Reached, although marked in the file as unreachable:',
      files.flatMap(({ mistaken }) => mistaken),
      explained,
    ),
  ].join('\n');
}

/** The same as data. */
export function coverageRecord(files: readonly FileSummary[]): object {
  return {
    totals: Object.fromEntries(kinds.map((kind) => [kind, sumUp(files, kind)])),
    files: files.map(({ file, steps, expressions, branches, uncovered, ignored, mistaken }) => ({
      ...{ file, steps, expressions, branches },
      uncovered: uncovered.map(pointRecord),
      ignored: ignored.map(pointRecord),
      mistaken: mistaken.map(pointRecord),
    })),
  };
}

/** The totals in one line: `steps 100 %, expressions 98.2 %, branches 90 %` */
export function renderTotals(files: readonly FileSummary[]): string {
  return kinds.map((kind) => `${kind} ${shown(sumUp(files, kind))} %`).join(', ');
}

/** Whether less than this percentage of the steps, expressions or branches was reached. */
export function isBelow(files: readonly FileSummary[], threshold: number): boolean {
  return kinds.some((kind) => percent(sumUp(files, kind)) < threshold);
}

/** Whether a point marked as unreachable was reached. */
export function isMistaken(files: readonly FileSummary[]): boolean {
  return files.some(({ mistaken }) => mistaken.length > 0);
}

/** `parts/kind.yaml:30:9-30:20` */
export function rangeOf(point: Pick<Point, 'file' | 'from' | 'to'>): string {
  const [from, to] = [point.from(), point.to()];
  return `${point.file}:${String(from.line)}:${String(from.column)}-${String(to.line)}:${String(to.column)}`;
}

function total(files: readonly FileSummary[]): string[] {
  return row(
    'all',
    kinds.map((kind) => sumUp(files, kind)),
  );
}

function row(name: string, shares: readonly Share[]): string[] {
  return [
    name,
    ...shares.map((share) => `${String(share.reached)}/${String(share.total)} ${shown(share)} %`),
  ];
}

/** Rounded down, so that 100 means all. */
function shown(share: Share): string {
  return String(Math.floor(percent(share) * 10) / 10);
}

function section(title: string, points: readonly Point[], text: (point: Point) => string): string[] {
  return points.length === 0
    ? []
    : ['', title, ...points.map((point) => `  ${rangeOf(point)}  ${text(point)}`)];
}

function explained({ label, ignoreReason = '' }: Point): string {
  return `${label} (${ignoreReason})`;
}

function pointRecord(point: Point): object {
  const { kind, step, label, ignoreReason } = point;
  return {
    kind,
    step,
    label,
    from: point.from(),
    to: point.to(),
    ...(ignoreReason === undefined ? {} : { ignoreReason }),
  };
}
