import { emptySnapshot, type Snapshot } from './snapshot';

export type Labels = Record<string, string>;

/** Upper bounds of the latency buckets, in seconds. */
export const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

/** All metrics, with their descriptions in `/metrics`. */
export const catalogue = {
  destkit_events_total: 'Events answered, by destination, feature, outcome and error code.',
  destkit_calls_total: 'HTTP calls answered, by route and status.',
  destkit_call_duration_seconds: 'Time from the head of a call to its response, by route.',
  destkit_calls_in_flight: 'Calls in progress.',
  destkit_bytes_in_flight: 'Total size of the bodies in memory, in bytes.',
  destkit_calls_refused_total: 'Calls refused with 503 because a limit was exceeded.',
  destkit_deliveries_total: 'Requests sent to a destination, by destination and verdict.',
  destkit_delivery_duration_seconds: 'Time from the start of a request to a destination to its verdict.',
  destkit_upstream_calls_total: 'Calls that the upstream answered, by status.',
  destkit_upstream_duration_seconds: 'Time from the head of a forwarded call to the end of its response.',
  destkit_upstream_failures_total: 'Calls that the upstream did not answer.',
  destkit_unknown_calls_total: 'Calls for unknown destinations and routes, by kind.',
  destkit_workers: 'Running worker processes.',
  destkit_worker_restarts_total: 'Workers that died and were replaced.',
  destkit_worker_blocks_total: 'Workers that were replaced because they were blocked.',
  process_cpu_seconds_total: 'CPU time of all running processes, in seconds.',
  process_resident_memory_bytes: 'Memory of all running processes.',
} as const;
export type MetricName = keyof typeof catalogue;

/** The metrics of this process. Label values come from bounded sets, never from a body. */
export class Metrics {
  private readonly figures: Snapshot = emptySnapshot();
  private readonly gauges = new Map<MetricName, () => number>();

  count(name: MetricName, labels: Labels = {}, by = 1): void {
    const series = seriesOf(name, labels);
    this.figures.counters[series] = (this.figures.counters[series] ?? 0) + by;
  }

  observe(name: MetricName, labels: Labels, seconds: number): void {
    const series = seriesOf(name, labels);
    const histogram = (this.figures.histograms[series] ??= {
      counts: new Array<number>(BUCKETS.length + 1).fill(0),
      sum: 0,
    });
    const found = BUCKETS.findIndex((bound) => seconds <= bound);
    const bucket = found === -1 ? BUCKETS.length : found;
    histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) + 1;
    histogram.sum += seconds;
  }

  /** A value that is read on demand. */
  gauge(name: MetricName, read: () => number): void {
    this.gauges.set(name, read);
  }

  snapshot(): Snapshot {
    const { user, system } = process.cpuUsage();
    return {
      counters: { ...this.figures.counters, process_cpu_seconds_total: (user + system) / 1e6 },
      gauges: {
        ...Object.fromEntries([...this.gauges].map(([name, read]) => [name, read()])),
        destkit_workers: 1,
        process_resident_memory_bytes: process.memoryUsage.rss(),
      },
      histograms: structuredClone(this.figures.histograms),
    };
  }
}

/** The name of a series as Prometheus writes it: `name{label="value"}`. */
function seriesOf(name: MetricName, labels: Labels): string {
  const parts = Object.entries(labels).map(([label, value]) => `${label}="${escape(value)}"`);
  return parts.length === 0 ? name : `${name}{${parts.join(',')}}`;
}

function escape(value: string): string {
  return /[\\"\n]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
    : value;
}
