import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import { equals } from '../../runtime/jsonata/runtime/operators';
import type { Path } from '../../runtime/schema/document';
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
  return leavesOf(resultOf(outcome), [], opened);
}

/** The part of an outcome that is traced, under its key; nothing for an event that was stopped. */
function resultOf(outcome: Outcome | FeatureOutcome): object {
  if (outcome.outcome !== 'transformed') {
    return {};
  }
  return 'requests' in outcome ? { requests: outcome.requests } : { output: outcome.output };
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
  const base = new Map(resultLeaves(outcome).map(({ path, value }) => [JSON.stringify(path), value]));
  const influences = new Map<string, Influence[]>();
  const turns: Turn[] = [];
  for (const leaf of leaves.slice(0, MOST_LEAVES)) {
    const effects = new Map<string, Effect>();
    const tries: Parameters<typeof withValue>[2][] = variationsOf(leaf.value).map((value) => ({ value }));
    let hasTurned = false;
    for (const fresh of [...tries, undefined]) {
      const other = await run(withValue(input, leaf.path, fresh));
      if (other.outcome === outcome.outcome) {
        compareResults(resultOf(outcome), resultOf(other), fresh !== undefined, effects);
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

/** Adds what has become of each field of a result; only paths of what is different are made. */
function compareResults(
  base: unknown,
  other: unknown,
  isChange: boolean,
  effects: Map<string, Effect>,
): void {
  const path: (string | number)[] = [];
  const visit = (given: unknown, now: unknown): void => {
    const value = opened(given);
    if (typeof value === 'object' && value !== null) {
      const inside = opened(now);
      const isList = Array.isArray(value);
      let isEmpty = true;
      for (const key of Object.keys(value)) {
        isEmpty = false;
        path.push(isList ? Number(key) : key);
        visit((value as Record<string, unknown>)[key], fieldOf(inside, key));
        path.pop();
      }
      if (!isEmpty || equals(value, inside)) {
        return;
      }
    } else if (value === now) {
      return;
    }
    const field = JSON.stringify(path);
    const effect = effects.get(field) ?? { values: [] };
    effects.set(field, effect);
    // Another value in the place of one that was removed is a default, and comes from elsewhere.
    if (isChange && now !== undefined && !effect.values.some((each) => equals(each, now))) {
      effect.values.push(now);
    }
  };
  visit(base, other);
}

function fieldOf(value: unknown, key: string): unknown {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return isThere ? (value as Record<string, unknown>)[key] : undefined;
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

export function messageOf(outcome: Outcome | FeatureOutcome): string | undefined {
  return outcome.outcome === 'rejected'
    ? outcome.error.message
    : outcome.outcome === 'filtered'
      ? outcome.reason
      : undefined;
}
