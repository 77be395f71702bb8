import type { FeatureOutcome, Outcome } from '../destination/outcome';
import { equals } from '../jsonata/runtime/operators';
import type { Path } from '../schema/document';
import { leavesOf, opened, variationsOf, withValue, type Leaf } from './variations';

/** How a field of the input bears on a field of the result. */
export interface Influence {
  path: Path;
  /** `value`: the result has other values with it. `decides`: it tells which value it is, or whether there is one. */
  role: 'value' | 'decides';
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
  /** By the field of the result: its path as JSON. */
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
  return outcome.outcome !== 'transformed'
    ? []
    : 'requests' in outcome
      ? leavesOf(outcome.requests, ['requests'], opened)
      : leavesOf(outcome.output, ['output'], opened);
}

/**
 * Finds out what each field of the result depends on: changes one value of the input at a time, runs the event again, and
 * looks what has changed. Independent of how the mapping is written, and blind for what no single change shows.
 */
export async function measure(
  run: RunInput,
  input: unknown,
  outcome: Outcome | FeatureOutcome,
): Promise<Measurement> {
  const leaves = leavesOf(input);
  const base = byPath(outcome);
  const influences = new Map<string, Influence[]>();
  const turns: Turn[] = [];
  for (const leaf of leaves.slice(0, MOST_LEAVES)) {
    const effects = new Map<string, Effect>();
    const tries: Parameters<typeof withValue>[2][] = variationsOf(leaf.value).map((value) => ({ value }));
    let hasTurned = false;
    for (const fresh of [...tries, undefined]) {
      const other = await run(withValue(input, leaf.path, fresh));
      if (other.outcome === outcome.outcome) {
        compareResults(base, byPath(other), fresh !== undefined, effects);
      } else if (!hasTurned) {
        hasTurned = true;
        turns.push({
          path: leaf.path,
          change: fresh ? 'changed' : 'removed',
          outcome: other.outcome,
          message: messageOf(other),
        });
      }
    }
    for (const [field, effect] of effects) {
      const role = roleOf(effect, leaf, base.get(field));
      influences.set(field, [...(influences.get(field) ?? []), { path: leaf.path, role }]);
    }
  }
  const tried = Math.min(leaves.length, MOST_LEAVES);
  return { influences, turns, tried, left: leaves.length - tried };
}

/** What happened to a field of the result while one value of the input was changed. */
interface Effect {
  /** The other values that it had. */
  values: unknown[];
}

function compareResults(
  base: ReadonlyMap<string, unknown>,
  other: ReadonlyMap<string, unknown>,
  isChange: boolean,
  effects: Map<string, Effect>,
): void {
  for (const [field, value] of base) {
    const isThere = other.has(field);
    const now = other.get(field);
    if (isThere && equals(now, value)) {
      continue;
    }
    const effect = effects.get(field) ?? { values: [] };
    effects.set(field, effect);
    // Another value in the place of one that was removed is a default, and comes from elsewhere.
    if (isChange && isThere && !effect.values.some((each) => equals(each, now))) {
      effect.values.push(now);
    }
  }
}

/**
 * A field that takes a value of its own for each value of the input is made from it; one that takes the same value for
 * all others is the answer to a question about it. A boolean has but one other value.
 */
function roleOf({ values }: Effect, { value }: Leaf, result: unknown): Influence['role'] {
  const isMade =
    values.length > 1 || (values.length === 1 && typeof value === 'boolean' && typeof result === 'boolean');
  return isMade ? 'value' : 'decides';
}

function byPath(outcome: Outcome | FeatureOutcome): Map<string, unknown> {
  return new Map(resultLeaves(outcome).map(({ path, value }) => [JSON.stringify(path), value]));
}

export function messageOf(outcome: Outcome | FeatureOutcome): string | undefined {
  return outcome.outcome === 'rejected'
    ? outcome.error.message
    : outcome.outcome === 'filtered'
      ? outcome.reason
      : undefined;
}
