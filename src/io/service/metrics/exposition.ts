import { BUCKETS, catalogue } from './metrics';
import type { HistogramSnapshot, Snapshot } from './snapshot';

export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

type Kind = 'counter' | 'gauge' | 'histogram';

/** The metrics in the text format of Prometheus. */
export function renderMetrics({ counters, gauges, histograms }: Snapshot): string {
  const rows: string[] = [];
  for (const [name, help] of Object.entries(catalogue)) {
    rows.push(
      ...family(name, help, 'counter', counters, (series, value) => [`${series} ${String(value)}`]),
      ...family(name, help, 'gauge', gauges, (series, value) => [`${series} ${String(value)}`]),
      ...family(name, help, 'histogram', histograms, renderHistogram),
    );
  }
  return `${rows.join('\n')}\n`;
}

function family<Value>(
  name: string,
  help: string,
  kind: Kind,
  figures: Record<string, Value>,
  render: (series: string, value: Value) => string[],
): string[] {
  const own = Object.entries(figures).filter(([series]) => series.split('{', 1)[0] === name);
  return own.length === 0
    ? []
    : [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${kind}`,
        ...own.flatMap(([series, value]) => render(series, value)),
      ];
}

function renderHistogram(series: string, { counts, sum }: HistogramSnapshot): string[] {
  const [name = '', rest = ''] = series.split(/\{(.*)\}$/s);
  const labels = rest === '' ? '' : `${rest},`;
  let total = 0;
  const rows = [...BUCKETS, Infinity].map((bound, index) => {
    total += counts[index] ?? 0;
    const le = bound === Infinity ? '+Inf' : String(bound);
    return `${name}_bucket{${labels}le="${le}"} ${String(total)}`;
  });
  const own = rest === '' ? '' : `{${rest}}`;
  return [...rows, `${name}_sum${own} ${String(sum)}`, `${name}_count${own} ${String(total)}`];
}
