import type { DestinationSetup, SourceEvent } from './setup';

/** The outcome of an event at one destination. */
export type Fate = 'delivered' | 'aborted' | 'filtered' | 'pending' | 'lost';

/** One event for one destination. */
interface Entry {
  mark: string;
  destination: DestinationSetup;
  /** Jobs of the router that are not done. */
  open: number;
  /** Whether the event has got beyond the transformation. */
  hasJobs: boolean;
  aborted: string | undefined;
  filtered: string | undefined;
  /** Paths of the requests that rudder-server counts as delivered. */
  paths: Set<string>;
}

export interface Summary {
  events: number;
  fates: Record<Fate, number>;
  /** How many events were aborted for each reason. */
  reasons: Map<string, number>;
  /** Requests that arrived more than once. */
  repeated: number;
  lost: string[];
}

/** Where a request arrived, as its receiver reports it. */
export interface Arrival {
  mark: string;
  path: string;
}

/** Keeps account of each event at each destination: nothing may be lost. */
export class Ledger {
  private readonly entries = new Map<string, Entry>();

  accept(event: SourceEvent, destination: DestinationSetup): void {
    this.entries.set(keyOf(event.messageId, destination), {
      mark: event.messageId,
      destination,
      open: 0,
      hasJobs: false,
      aborted: undefined,
      filtered: undefined,
      paths: new Set(),
    });
  }

  has(mark: string, destination: DestinationSetup): boolean {
    return this.entries.has(keyOf(mark, destination));
  }

  open(mark: string, destination: DestinationSetup): void {
    const entry = this.find(mark, destination);
    entry.open += 1;
    entry.hasJobs = true;
  }

  /** A job is done: its requests are delivered as far as rudder-server knows. */
  succeed(mark: string, destination: DestinationSetup, paths: readonly string[]): void {
    const entry = this.find(mark, destination);
    entry.open -= 1;
    paths.forEach((path) => entry.paths.add(path));
  }

  /** A job has ended without being delivered. */
  end(mark: string, destination: DestinationSetup, fate: 'aborted' | 'filtered', reason: string): void {
    this.find(mark, destination).open -= 1;
    this.drop(mark, destination, fate, reason);
  }

  /** The transformation has ended the event, before there was a job. */
  drop(mark: string, destination: DestinationSetup, fate: 'aborted' | 'filtered', reason: string): void {
    this.find(mark, destination)[fate] = reason;
  }

  /** How many events have not come to their end at a destination. */
  countUnfinished(): number {
    return [...this.entries.values()].filter(
      ({ open, hasJobs, aborted, filtered }) =>
        open !== 0 || (!hasJobs && aborted === undefined && filtered === undefined),
    ).length;
  }

  /** Compares what rudder-server believes with what has arrived. */
  summarize(destination: DestinationSetup, arrivals: readonly Arrival[]): Summary {
    const counts = new Map<string, number>();
    for (const { mark, path } of arrivals) {
      counts.set(`${mark} ${path}`, (counts.get(`${mark} ${path}`) ?? 0) + 1);
    }
    const summary: Summary = {
      events: 0,
      fates: { delivered: 0, aborted: 0, filtered: 0, pending: 0, lost: 0 },
      reasons: new Map(),
      repeated: [...counts.values()].filter((count) => count > 1).length,
      lost: [],
    };
    for (const entry of this.entries.values()) {
      if (entry.destination === destination) {
        summary.events += 1;
        const fate = fateOf(entry, counts);
        summary.fates[fate] += 1;
        if (fate === 'lost') {
          summary.lost.push(entry.mark);
        } else if (fate === 'aborted') {
          const reason = entry.aborted ?? '';
          summary.reasons.set(reason, (summary.reasons.get(reason) ?? 0) + 1);
        }
      }
    }
    return summary;
  }

  private find(mark: string, destination: DestinationSetup): Entry {
    const entry = this.entries.get(keyOf(mark, destination));
    if (!entry) {
      throw new Error(`${mark} was never accepted for ${destination.id}`);
    }
    return entry;
  }
}

function fateOf(entry: Entry, counts: ReadonlyMap<string, number>): Fate {
  if (entry.aborted !== undefined) {
    return 'aborted';
  }
  if (entry.filtered !== undefined) {
    return 'filtered';
  }
  if (entry.open > 0 || !entry.hasJobs) {
    return 'pending';
  }
  const hasArrived = [...entry.paths].every((path) => counts.has(`${entry.mark} ${path}`));
  return entry.paths.size > 0 && hasArrived ? 'delivered' : 'lost';
}

function keyOf(mark: string, { id }: DestinationSetup): string {
  return `${id} ${mark}`;
}
