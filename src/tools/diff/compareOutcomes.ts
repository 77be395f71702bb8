import type { FeatureOutcome, Outcome } from '../../runtime/destination/outcome';
import { equals } from '../../runtime/jsonata/runtime/operators';
import type { Path } from '../../runtime/schema/document';
import { formatPath } from '../../runtime/schema/findings';
import { messageOf, resultLeaves } from '../trace/measure';
import { valueInside } from '../trace/variations';

/** A changed field of a result. */
export interface FieldDifference {
  /** Including the indexes of items. */
  path: Path;
  kind: 'added' | 'removed' | 'changed' | 'retyped';
  before?: unknown;
  after?: unknown;
}

export interface OutcomeDifference {
  from: string;
  to: string;
  message: string;
}

export interface Comparison {
  outcome?: OutcomeDifference;
  fields: FieldDifference[];
}

type Result = Outcome | FeatureOutcome;

/** The differences between two results of one event: its outcome, or its fields. */
export function compareOutcomes(before: Result, after: Result): Comparison {
  const message = messageOf(after) ?? '';
  if (before.outcome !== after.outcome) {
    return { outcome: { from: before.outcome, to: after.outcome, message }, fields: [] };
  }
  if (before.outcome !== 'transformed') {
    const isSame = messageOf(before) === messageOf(after);
    return isSame
      ? { fields: [] }
      : { outcome: { from: before.outcome, to: after.outcome, message }, fields: [] };
  }
  return { ...fewerRequests(before, after), fields: compareFields(before, after) };
}

/** An event for which fewer requests are sent than before. */
function fewerRequests(before: Result, after: Result): Pick<Comparison, 'outcome'> {
  if (!('requests' in before) || !('requests' in after) || after.requests.length >= before.requests.length) {
    return {};
  }
  const count = (length: number) => `${String(length)} ${length === 1 ? 'request' : 'requests'}`;
  const [from, to] = [count(before.requests.length), count(after.requests.length)];
  return { outcome: { from, to, message: 'fewer requests are sent' } };
}

function compareFields(before: Result, after: Result): FieldDifference[] {
  const [old, now] = [byPath(before), byPath(after)];
  const differences = new Map<string, FieldDifference>();
  for (const [name, { path, value }] of old) {
    const other = now.get(name);
    if (!other) {
      addGone(differences, 'removed', path, before, after);
    } else if (!equals(other.value, value)) {
      const kind = typeOf(other.value) === typeOf(value) ? 'changed' : 'retyped';
      differences.set(name, { path, kind, before: value, after: other.value });
    }
  }
  for (const [name, { path }] of now) {
    if (!old.has(name)) {
      addGone(differences, 'added', path, after, before);
    }
  }
  return [...differences.values()];
}

/**
 * The differences where one result has a value that the other does not have: an object with all of its fields is one
 * difference. A changed value is not a difference by itself.
 */
function addGone(
  differences: Map<string, FieldDifference>,
  kind: 'added' | 'removed',
  path: Path,
  having: Result,
  lacking: Result,
): void {
  const length =
    path.findIndex((_, index) => valueInside(lacking, path.slice(0, index + 1)) === undefined) + 1;
  if (length > 0) {
    const gone = path.slice(0, length);
    const value = valueInside(having, gone);
    const values = kind === 'removed' ? { before: value } : { after: value };
    differences.set(`${kind} ${formatPath(gone)}`, { path: gone, kind, ...values });
    return;
  }
  // An object or a list where there was another kind of value.
  const [mine, other] = [valueInside(having, path), valueInside(lacking, path)];
  if (mine !== null && typeOf(mine) !== typeOf(other)) {
    const [before, after] = kind === 'removed' ? [mine, other] : [other, mine];
    differences.set(formatPath(path), { path, kind: 'retyped', before, after });
  }
}

function byPath(outcome: Result): Map<string, { path: Path; value: unknown }> {
  return new Map(resultLeaves(outcome).map((leaf) => [formatPath(leaf.path), leaf]));
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
