import { compareSides } from '../../test/io/service/rudderServer/callLog';
import type { Arrival, Summary } from '../../test/io/service/rudderServer/ledger';
import { countInversions } from '../../test/io/service/rudderServer/receiver';
import type { RudderServer } from '../../test/io/service/rudderServer/rudderServer';
import { deviceOf } from '../../test/io/service/rudderServer/sampleEvents';
import type { DestinationSetup, SourceEvent } from '../../test/io/service/rudderServer/setup';
import type { StandardTransformer } from '../../test/io/service/rudderServer/standardTransformer';
import { arrivalsOf, countUnsigned, type SandboxRecord } from './sandboxRecord';
import type { WebhookCounts } from './traffic';

export interface Finished {
  host: RudderServer;
  upstream: StandardTransformer;
  destinations: readonly DestinationSetup[];
  /** At the destinations of the upstream. */
  received: readonly Arrival[];
  record: SandboxRecord;
  events: readonly SourceEvent[];
  webhooks: WebhookCounts;
  /** Names of the calls with large bodies. */
  large: readonly string[];
  wantedMessages: number;
  kills: number;
  replaced: number;
}

const DEMANDED = 'a failure on demand';

/** Prints all results. @returns the problems; empty if there are none */
export function report(run: Finished): string[] {
  const problems: string[] = [];
  const failures = run.record.counts.faults.failure ?? 0;
  let aborted = 0;
  const rows = run.destinations.map((destination) => {
    const arrivals = arrivalsAt(run, destination);
    const summary = run.host.ledger.summarize(destination, arrivals);
    problems.push(...judge(destination, summary));
    const { fates } = summary;
    aborted += fates.aborted;
    const overtaken = countInversions(arrivals, deviceOf(run.events));
    problems.push(...holds(overtaken === 0, `${destination.id}: ${overtaken} events overtaken`));
    const { delivered, filtered, pending, lost } = fates;
    return [
      destination.id,
      ...[summary.events, delivered, fates.aborted, filtered, pending, lost],
      ...[summary.repeated, overtaken],
    ];
  });
  console.log(
    table([
      ['destination', 'events', 'delivered', 'aborted', 'filtered', 'pending', 'lost', 'twice', 'overtaken'],
      ...rows,
    ]),
  );
  const sides = compareSides(run.host.calls.calls, run.upstream.calls);
  const unsigned = countUnsigned(run.record);
  const { deletions } = run.host.regulations;
  const done = deletions.filter(({ state }) => state === 'complete').length;
  const { webhooks } = run;
  console.log(
    [
      `calls: ${run.host.calls.calls.length}; ${sides.answeredHere} answered by the service, ${sides.passedOn} passed on`,
      `large bodies, compared by hash like all others: ${run.large.join(', ')}`,
      `deletions: ${done} of ${deletions.length} done in ${deletions.reduce((sum, { attempts }) => sum + attempts, 0)} calls`,
      `webhook calls: ${webhooks.calls}, ${webhooks.repeats} repeated, ${webhooks.messages} messages`,
      `sandbox: ${run.record.counts.received} requests, ${unsigned} without a valid signature, faults ${JSON.stringify(run.record.counts.faults)}`,
      `workers killed: ${run.kills}, replaced: ${run.replaced}; rudder-server panicked ${run.host.panics.length} times`,
    ].join('\n'),
  );
  problems.push(
    ...sides.problems,
    ...holds(aborted <= failures, `${aborted} events aborted, for ${failures} failures`),
    ...holds(unsigned === 0, `${unsigned} requests without a valid signature`),
    ...holds(done === deletions.length, `${deletions.length - done} deletions not done`),
    ...holds(webhooks.messages === run.wantedMessages, `${webhooks.messages} messages of webhooks`),
    ...holds(webhooks.refused === 0, `${webhooks.refused} webhook calls refused`),
    ...holds(run.replaced === run.kills, `${run.replaced} of ${run.kills} workers replaced`),
    ...holds(run.host.features.death === undefined, `rudder-server died: ${run.host.features.death ?? ''}`),
    ...holds(run.host.panics.length === 0, `rudder-server panicked: ${run.host.panics[0] ?? ''}`),
  );
  return problems;
}

/** Requests for the events that a destination was given, as far as they came to where it sends. */
function arrivalsAt({ record, received, host }: Finished, destination: DestinationSetup): readonly Arrival[] {
  const { answeredBy, config, name } = destination;
  if (answeredBy === 'service') {
    return arrivalsOf(record, String(config.apiKey));
  }
  const wanted = name === 'CRM' ? '/crm' : '/hook';
  return received.filter(({ mark, path }) => path === wanted && host.ledger.has(mark, destination));
}

function judge({ id, answeredBy }: DestinationSetup, { fates, reasons, lost }: Summary): string[] {
  // Failures that the sandbox makes up end events, and nothing else may.
  const others = [...reasons.keys()].filter(
    (reason) => answeredBy === 'upstream' || !reason.includes(DEMANDED),
  );
  return [
    ...holds(fates.pending === 0, `${id}: ${fates.pending} events have not come to an end`),
    ...holds(fates.lost === 0, `${id}: ${fates.lost} events lost, such as ${lost[0] ?? ''}`),
    ...holds(others.length === 0, `${id}: aborted because of ${others[0] ?? ''}`),
  ];
}

function holds(isSo: boolean, problem: string): string[] {
  return isSo ? [] : [problem];
}

function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column]).length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0
            ? String(cell).padEnd(widths[column] ?? 0)
            : String(cell).padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
