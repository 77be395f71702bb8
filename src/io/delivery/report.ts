import type { RecordableHistogram } from 'node:perf_hooks';
import type { Journal } from './journal/journal';
import type { StopCause } from './dispatcher';

/** The result of a delivery, over all runs of its journal unless stated otherwise. */
export interface DeliveryReport {
  /** Every line of the input that is not blank has one of the four results; `total` is their sum. */
  lines: { total: number; delivered: number; rejected: number; filtered: number; pending: number };
  /** False if the run stopped before it had read the whole input: there may be further lines, which are pending. */
  isWholeInput: boolean;
  /** The number of sent requests, including repetitions. */
  attempts: number;
  /** Requests that were sent again although the destination may have received them before. */
  possibleDuplicates: {
    /** They were in flight when a run was killed. */
    afterKill: number;
    /** They got no response, or one that does not show whether they arrived. */
    afterSilence: number;
  };
  runs: number;
  /** The number of runs that were killed, or could no longer write the journal. */
  killedRuns: number;
  /** The response times of this run, in milliseconds; null without responses. */
  latency: { p50: number; p99: number } | null;
  /** The duration of this run. */
  seconds: number;
  stoppedBy: StopCause | null;
  journal: string;
  /** The file of rejected events with their reasons; null if there are none. */
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
