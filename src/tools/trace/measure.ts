import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import { equals } from '../../runtime/jsonata/runtime/operators';
import type { Path } from '../../runtime/schema/document';
import { valueAt } from '../../runtime/schema/pointer';
import { leavesOf, openAll, variationsOf, withValue, type Leaf } from './variations';

/** How a field of the input bears on a field of the result. */
export interface Influence {
  path: Path;
  value: unknown;
  /** The other values that the result has had; none when it was only missing. */
  values: readonly unknown[];
}

/** A change of the input after which the event fares otherwise. */
export interface Turn {
  path: Path;
  change: 'changed' | 'removed';
  outcome: Outcome['outcome'];
  /** The error or the reason. */
  message: string | undefined;
}

export interface Measurement {
  /** By the field of the result: its path as JSON, unless `differences` calls it otherwise. */
  influences: ReadonlyMap<string, readonly Influence[]>;
  /** One for each field that turns the outcome. */
  turns: readonly Turn[];
  /** How many values of the input were tried, and how many were left out because there are too many. */
  tried: number;
  left: number;
}

export type RunInput = (input: unknown) => Promise<Outcome | FeatureOutcome>;

const MOST_LEAVES = 400;

/**
 * The values of a result that hold no others: `requests`, or the `output` of a feature that yields none. Texts that are
 * JSON, such as a signed body, hold what they write.
 */
export function resultLeaves(outcome: Outcome | FeatureOutcome): Leaf[] {
  return leavesOf(resultOf(outcome));
}

/** The part of an outcome that is traced, under its key; nothing for an event that was stopped. */
function resultOf(outcome: Outcome | FeatureOutcome): unknown {
  if (outcome.outcome !== 'transformed') {
    return {};
  }
  return openAll('requests' in outcome ? { requests: outcome.requests } : { output: outcome.output });
}

export interface MeasureOptions {
  /** The values of the input that are varied. */
  leaves: readonly Leaf[];
  /** The values that are tried in the place of one. */
  variations: (value: unknown) => unknown[];
  /** The fields that are not in another outcome what they are in this one, with what they are there. */
  differences: (other: Outcome | FeatureOutcome) => Iterable<[field: string, now: unknown]>;
}

/**
 * Finds out what each field of the result depends on: changes one value of the input at a time, runs the event again, and
 * looks what has changed. Independent of how the mapping is written, and blind for what no single change shows.
 */
export async function measure(
  run: RunInput,
  input: unknown,
  outcome: Outcome | FeatureOutcome,
  {
    leaves = leavesOf(input),
    variations = variationsOf,
    differences = comparedWith(outcome),
  }: Partial<MeasureOptions> = {},
): Promise<Measurement> {
  const influences = new Map<string, Influence[]>();
  const turns: Turn[] = [];
  for (const { path, value } of leaves.slice(0, MOST_LEAVES)) {
    const effects = new Map<string, unknown[]>();
    const tries: Parameters<typeof withValue>[2][] = variations(value).map((other) => ({ value: other }));
    let hasTurned = false;
    for (const fresh of [...tries, undefined]) {
      const other = await run(withValue(input, path, fresh));
      if (other.outcome === outcome.outcome) {
        for (const [field, now] of differences(other)) {
          const values = effects.get(field) ?? [];
          effects.set(field, values);
          // Another value in the place of one that was removed is a default, and comes from elsewhere.
          if (fresh && now !== undefined && !values.some((each) => equals(each, now))) {
            values.push(now);
          }
        }
      } else if (!hasTurned) {
        hasTurned = true;
        const change = fresh ? 'changed' : 'removed';
        turns.push({ path, change, outcome: other.outcome, message: messageOf(other) });
      }
    }
    for (const [field, values] of effects) {
      influences.set(field, [...(influences.get(field) ?? []), { path, value, values }]);
    }
  }
  const tried = Math.min(leaves.length, MOST_LEAVES);
  return { influences, turns, tried, left: leaves.length - tried };
}

/** Tells which values of a result are others in a second one, by their paths as JSON. */
function comparedWith(outcome: Outcome | FeatureOutcome): MeasureOptions['differences'] {
  const base = resultLeaves(outcome).map((leaf) => ({ ...leaf, field: JSON.stringify(leaf.path) }));
  return (other) => {
    const result = resultOf(other);
    return base.flatMap(({ field, path, value }): [string, unknown][] => {
      const now = valueAt(result, path);
      return equals(value, now) ? [] : [[field, now]];
    });
  };
}

export function messageOf(outcome: Outcome | FeatureOutcome): string | undefined {
  return outcome.outcome === 'rejected'
    ? outcome.error.message
    : outcome.outcome === 'filtered'
      ? outcome.reason
      : undefined;
}
