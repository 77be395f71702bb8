import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import { equals } from '../../runtime/jsonata/runtime/operators';
import type { Path } from '../../runtime/schema/document';
import { valueAt } from '../../runtime/schema/pointer';
import { leavesOf, openAll, variationsOf, withValue, type Leaf } from './variations';

/** The influence of a field of the input on a field of the result. */
export interface Influence {
  path: Path;
  value: unknown;
  /** The other values of the result; empty if it was only missing. */
  values: readonly unknown[];
}

/** A change of the input that changes the outcome of the event. */
export interface Turn {
  path: Path;
  change: 'changed' | 'removed';
  outcome: Outcome['outcome'];
  /** The error or the reason. */
  message: string | undefined;
}

export interface Measurement {
  /** By the field of the result: its path as JSON, unless `differences` names it differently. */
  influences: ReadonlyMap<string, readonly Influence[]>;
  /** One for each field that changes the outcome. */
  turns: readonly Turn[];
  /** The number of values of the input that were tried, and of those that were skipped because there are too many. */
  tried: number;
  left: number;
}

export type RunInput = (input: unknown) => Promise<Outcome | FeatureOutcome>;

const MOST_LEAVES = 400;

/**
 * The leaves of a result: of `requests`, or of the `output` of a feature without requests. Strings that contain JSON,
 * such as a signed body, are parsed.
 */
export function resultLeaves(outcome: Outcome | FeatureOutcome): Leaf[] {
  return leavesOf(resultOf(outcome));
}

/** The part of an outcome that is traced, under its key; undefined for an event that was stopped. */
function resultOf(outcome: Outcome | FeatureOutcome): unknown {
  if (outcome.outcome !== 'transformed') {
    return {};
  }
  return openAll('requests' in outcome ? { requests: outcome.requests } : { output: outcome.output });
}

export interface MeasureOptions {
  /** The values of the input that are varied. */
  leaves: readonly Leaf[];
  /** The values that are tried instead of one. */
  variations: (value: unknown) => unknown[];
  /** The fields that differ in another outcome, with their values there. */
  differences: (other: Outcome | FeatureOutcome) => Iterable<[field: string, now: unknown]>;
}

/**
 * Measures which values of the input each field of the result depends on: changes one value of the input at a time,
 * runs the event again, and compares the results. This does not depend on how the mapping is written, but does not
 * detect what no single change shows.
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
          // If a value was removed, its replacement is a default from elsewhere.
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

/** Finds the values that differ in a second result, by their paths as JSON. */
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
