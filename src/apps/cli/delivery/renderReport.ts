import type { DeliveryReport } from '../../../io/delivery/report';
import { formatCount } from '../progress';

/** The report in the format `pretty`. */
export function renderReport(report: DeliveryReport): string {
  const { lines, attempts, runs, killedRuns, latency, seconds, isWholeInput } = report;
  const ends = (['delivered', 'rejected', 'filtered', 'pending'] as const)
    .map((end) => `${formatCount(lines[end])} ${end}`)
    .join(', ');
  const rows = [`${count(lines.total, 'line', 'lines')}: ${ends}`];
  if (!isWholeInput) {
    rows.push('The rest of the input was not read; its lines are pending too.');
  }
  const killed = killedRuns > 0 ? ` (${formatCount(killedRuns)} of them killed)` : '';
  const took = `${String(seconds)} s in this run`;
  rows.push(
    `${count(attempts, 'request', 'requests')} sent in ${count(runs, 'run', 'runs')}${killed}; ${took}`,
  );
  if (latency) {
    rows.push(`Answers took ${String(latency.p50)} ms (p50), ${String(latency.p99)} ms (p99)`);
  }
  rows.push(...renderDuplicates(report), `Journal: ${report.journal}`);
  if (lines.pending > 0) {
    rows.push('Run the same command again to continue with the pending lines.');
  }
  if (report.rejectedFile !== null) {
    rows.push(`Rejected events: ${report.rejectedFile} (correct them there, then deliver that file)`);
  }
  return rows.join('\n');
}

function renderDuplicates({ possibleDuplicates: { afterKill, afterSilence } }: DeliveryReport): string[] {
  const total = afterKill + afterSilence;
  return total === 0
    ? []
    : [
        `${count(total, 'request', 'requests')} may have arrived twice: ${formatCount(afterKill)} under way ` +
          `when a run was killed, ${formatCount(afterSilence)} without a clear answer`,
      ];
}

function count(number: number, one: string, many: string): string {
  return `${formatCount(number)} ${number === 1 ? one : many}`;
}
