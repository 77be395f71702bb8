import type { MutantResult } from './mutant';

/** The result of `destkit mutate`. */
export interface MutationReport {
  destination: string;
  results: readonly MutantResult[];
  /** The number of mutants, run or not. */
  total: number;
  milliseconds: number;
}

/** The results of the mutants; mutants with an ignore comment are not counted. */
export interface Score {
  killed: MutantResult[];
  survived: MutantResult[];
  explained: MutantResult[];
  /** Mutants marked as equivalent that a golden has detected nevertheless. */
  mistaken: MutantResult[];
  /** The percentage of counted mutants that a golden has detected. */
  percent: number;
}

export function scoreOf(results: readonly MutantResult[]): Score {
  const counted = results.filter(({ mutant }) => mutant.ignoreReason === undefined);
  const claimed = results.filter(({ mutant }) => mutant.ignoreReason !== undefined);
  const killed = counted.filter(({ killer }) => killer !== undefined);
  return {
    killed,
    survived: counted.filter(({ killer }) => killer === undefined),
    explained: claimed.filter(({ killer }) => killer === undefined),
    mistaken: claimed.filter(({ killer }) => killer !== undefined),
    percent: counted.length === 0 ? 100 : (100 * killed.length) / counted.length,
  };
}

export function renderMutation(report: MutationReport): string {
  const { killed, survived, explained, mistaken, percent } = scoreOf(report.results);
  const seconds = (report.milliseconds / 1000).toFixed(1);
  const counts = [
    `${String(killed.length)} killed`,
    `${String(survived.length)} survived`,
    ...(explained.length > 0 ? [`${String(explained.length)} explained`] : []),
  ].join(', ');
  const left = report.total - report.results.length;
  return [
    ...section('Survived: no golden detects', survived, ({ mutant }) => mutant.label),
    ...section('Explained: marked in the file as undetectable', explained, withReason),
    ...section('Detected, although marked in the file as undetectable', mistaken, withReason),
    ...(left > 0 ? [`Stopped: ${String(left)} of ${String(report.total)} mutants were not run`] : []),
    `${report.destination}: ${shown(percent)} % of ${String(killed.length + survived.length)} mutants detected (${counts}, ${seconds} s)`,
  ].join('\n');
}

/** The same as data, with the golden that detected each mutant. */
export function mutationRecord({ destination, results, total }: MutationReport): object {
  const { killed, survived, explained, mistaken, percent } = scoreOf(results);
  return {
    destination,
    score: percent,
    counts: {
      total,
      killed: killed.length,
      survived: survived.length,
      explained: explained.length,
      mistaken: mistaken.length,
    },
    mutants: results.map(({ mutant, killer }) => ({
      file: mutant.tableFile ?? mutant.file,
      from: mutant.from,
      to: mutant.to,
      change: mutant.label,
      outcome: killer === undefined ? 'survived' : 'killed',
      ...(killer === undefined ? {} : { golden: killer }),
      ...(mutant.ignoreReason === undefined ? {} : { ignoreReason: mutant.ignoreReason }),
    })),
  };
}

/** Rounded down, so that 100 means all. */
function shown(percent: number): string {
  return String(Math.floor(percent * 10) / 10);
}

function section(
  title: string,
  results: readonly MutantResult[],
  text: (result: MutantResult) => string,
): string[] {
  return results.length === 0
    ? []
    : [`${title}:`, ...results.map((result) => `  ${placeOf(result)}  ${text(result)}`), ''];
}

function withReason({ mutant: { label, ignoreReason = '' } }: MutantResult): string {
  return `${label} (${ignoreReason})`;
}

function placeOf({ mutant: { file, tableFile, from } }: MutantResult): string {
  return `${tableFile ?? file}:${String(from.line)}:${String(from.column)}`;
}
