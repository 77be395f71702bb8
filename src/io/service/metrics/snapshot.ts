/** The metrics of one process, as a worker sends them to its primary: series (name and labels) -> value. */
export interface Snapshot {
  counters: Record<string, number>;
  gauges: Record<string, number>;
  histograms: Record<string, HistogramSnapshot>;
}

export interface HistogramSnapshot {
  /** The number of observations per bucket; the last one is for values above all bounds. */
  counts: number[];
  sum: number;
}

export function emptySnapshot(): Snapshot {
  return { counters: {}, gauges: {}, histograms: {} };
}

/** Adds the metrics of a process to a sum. The gauges of a process that has ended are not added. */
export function addSnapshot(sum: Snapshot, added: Snapshot, withGauges = true): void {
  addAll(sum.counters, added.counters);
  if (withGauges) {
    addAll(sum.gauges, added.gauges);
  }
  for (const [series, { counts, sum: total }] of Object.entries(added.histograms)) {
    const known = (sum.histograms[series] ??= { counts: counts.map(() => 0), sum: 0 });
    known.counts = known.counts.map((count, index) => count + (counts[index] ?? 0));
    known.sum += total;
  }
}

function addAll(sum: Record<string, number>, added: Record<string, number>): void {
  for (const [series, value] of Object.entries(added)) {
    sum[series] = (sum[series] ?? 0) + value;
  }
}
