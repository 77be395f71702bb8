import { formatPath } from '../../runtime/schema/findings';
import { mask, MASK, type Secrets } from '../trace/mask';
import type { Comparison } from './compareOutcomes';
import type { FieldChange, OutcomeChange } from './model';

/** Upper bound of listed changes: keys that come from events could make the report arbitrarily long. */
const MOST_CHANGES = 1000;

/** Groups and counts differences, with one example event each. Memory use does not depend on the number of events. */
export class DifferenceCounter {
  different = 0;
  unlisted = 0;
  private readonly outcomes = new Map<string, OutcomeChange>();
  private readonly fields = new Map<string, FieldChange>();

  /** @param event the name of the event in the report */
  add(event: string, { outcome, fields }: Comparison, secrets: Secrets): void {
    if (!outcome && fields.length === 0) {
      return;
    }
    this.different += 1;
    if (outcome) {
      const isSent =
        outcome.to === 'transformed' || outcome.from === outcome.to || outcome.from === 'rejected';
      const shown = mask(outcome, secrets);
      const isBreaking = !isSent && outcome.from !== 'filtered';
      this.count(this.outcomes, JSON.stringify(shown), () => ({
        ...shown,
        count: 0,
        example: event,
        isBreaking,
      }));
    }
    for (const { path, kind, before, after } of fields) {
      const name = formatPath(path).replace(/\[\d+\]/g, '[]');
      const isSecret = path.some((part) => secrets.headers.has(String(part).toLowerCase()));
      const values = isSecret ? hide({ before, after }) : mask({ before, after }, secrets);
      this.count(this.fields, `${kind} ${name}`, () => ({
        ...{ path: name, kind, count: 0 },
        example: { event, ...defined(values) },
        isBreaking: kind === 'removed' || kind === 'retyped',
      }));
    }
  }

  /** Breaking changes first, then by count. */
  changes(): { outcomes: OutcomeChange[]; fields: FieldChange[] } {
    return { outcomes: sorted(this.outcomes), fields: sorted(this.fields) };
  }

  private count<T extends { count: number }>(changes: Map<string, T>, key: string, make: () => T): void {
    const known = changes.get(key);
    if (known) {
      known.count += 1;
    } else if (changes.size < MOST_CHANGES) {
      changes.set(key, { ...make(), count: 1 });
    } else {
      this.unlisted += 1;
    }
  }
}

function sorted<T extends { count: number; isBreaking: boolean }>(changes: ReadonlyMap<string, T>): T[] {
  return [...changes.values()].sort(
    (first, second) => Number(second.isBreaking) - Number(first.isBreaking) || second.count - first.count,
  );
}

function hide({ before, after }: { before: unknown; after: unknown }) {
  return { before: before === undefined ? before : MASK, after: after === undefined ? after : MASK };
}

function defined({ before, after }: { before: unknown; after: unknown }) {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}
