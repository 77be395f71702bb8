import type { FeatureOutcome, Outcome } from '../destination/outcome';
import { equals } from '../jsonata/runtime/operators';
import type { Path } from '../schema/document';
import { formatPath } from '../schema/findings';
import { messageOf, resultLeaves } from '../trace/measure';

/** One field of a result that is not what it was. */
export interface FieldDifference {
  /** With the numbers of items. */
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

/** What is different between two results of one event: how it fares, or which fields it has. */
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

/** An event of which less is sent than before, as far as a count tells. */
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
  const removed = [...old].flatMap(([name, { path, value }]): FieldDifference[] => {
    const other = now.get(name);
    if (!other) {
      return isEmpty(value) && isParent(name, now) ? [] : [{ path, kind: 'removed', before: value }];
    }
    if (equals(other.value, value)) {
      return [];
    }
    const kind = typeOf(other.value) === typeOf(value) ? 'changed' : 'retyped';
    return [{ path, kind, before: value, after: other.value }];
  });
  const added = [...now].flatMap(([name, { path, value }]): FieldDifference[] =>
    old.has(name) || (isEmpty(value) && isParent(name, old)) ? [] : [{ path, kind: 'added', after: value }],
  );
  return [...removed, ...added];
}

function byPath(outcome: Result): Map<string, { path: Path; value: unknown }> {
  return new Map(resultLeaves(outcome).map((leaf) => [formatPath(leaf.path), leaf]));
}

/** An object that had nothing in it has not gone when it has something. */
function isParent(name: string, fields: ReadonlyMap<string, unknown>): boolean {
  return [...fields.keys()].some((each) => each.startsWith(`${name}.`) || each.startsWith(`${name}[`));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
