import type { RecordableHistogram } from 'node:perf_hooks';
import type { Journal } from './journal/journal';
import type { StopCause } from './dispatcher';

/** What a delivery came to, over all the runs of its journal unless said otherwise. */
export interface DeliveryReport {
  /** Every line of the input that is not blank ends as one of the four; `total` is their sum. */
  lines: { total: number; delivered: number; rejected: number; filtered: number; pending: number };
  /** False when the run stopped before it had read the whole input: there may be more lines, which are pending. */
  isWholeInput: boolean;
  /** Requests sent, every repetition counted. */
  attempts: number;
  /** Requests sent again that the destination may have received before. */
  possibleDuplicates: {
    /** They were under way when a run was killed. */
    afterKill: number;
    /** They had got no answer, or one that leaves open whether they arrived. */
    afterSilence: number;
  };
  runs: number;
  /** Runs that were killed, or could no longer write the journal. */
  killedRuns: number;
  /** Of this run's answers, in milliseconds; null without any. */
  latency: { p50: number; p99: number } | null;
  /** Of this run. */
  seconds: number;
  stoppedBy: StopCause | null;
  journal: string;
  /** The rejected events with their reasons; null when there are none. */
  rejectedFile: string | null;
}

export interface ReportParts {
  journal: Journal;
  /** In microseconds. */
  latency: RecordableHistogram;
  total: number;
  isWholeInput: boolean;
  startedAt: number;
  stoppedBy: StopCause | undefined;
}

export function createReport(parts: ReportParts): DeliveryReport {
  const { journal, latency, total, isWholeInput, startedAt, stoppedBy } = parts;
  const { counts, attempts, resent, runs, kills } = journal.state;
  const { delivered, rejected, filtered } = counts;
  const percentile = (share: number) => round(latency.percentile(share) / 1000);
  return {
    lines: { total, delivered, rejected, filtered, pending: total - delivered - rejected - filtered },
    isWholeInput,
    attempts,
    possibleDuplicates: { ...resent },
    runs,
    killedRuns: kills,
    latency: latency.count === 0 ? null : { p50: percentile(50), p99: percentile(99) },
    seconds: round((performance.now() - startedAt) / 1000),
    stoppedBy: stoppedBy ?? null,
    journal: journal.folder,
    rejectedFile: journal.rejectedPath ?? null,
  };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
