import { valueAt } from '../../../runtime/schema/pointer';
import { withValue } from '../../trace/variations';
import { singleValue } from './fields';
import { type Influence, type Measurement, type SourceEvent, TWO_VALUED } from './measure';

/** Where a field is taken from: what counts first, what counts where that is missing, and what is there without any. */
export interface Order {
  /** The sources of a level make the field together. */
  levels: string[][];
  /** The field's value when all sources are missing, as JSON. */
  constant: string | undefined;
}

/**
 * Finds out which of several sources counts first. An event gets all of them at once; those that the field then changes
 * with are the first level. They are taken away, and what it changes with now is the second one.
 */
export async function orderOf(
  measurement: Measurement,
  field: string,
  sources: ReadonlyMap<string, Influence>,
): Promise<Order> {
  let order: Order = { levels: [], constant: undefined };
  for (const [source, { event }] of sources) {
    if (!order.levels.flat().includes(source)) {
      order = merge(order, await peel(measurement, field, withAll(event, sources), sources));
    }
  }
  // What an event of another kind has is never missing in this one: there is no first and second.
  const apart = [...sources.keys()].filter((source) => !order.levels.flat().includes(source));
  return { ...order, levels: [...order.levels, ...apart.map((source) => [source])] };
}

function withAll(event: SourceEvent, sources: ReadonlyMap<string, Influence>): SourceEvent {
  let full = event;
  for (const { path, event: donor } of sources.values()) {
    if (valueAt(full, path) === undefined) {
      full = withValue(full, path, { value: valueAt(donor, path) }) as SourceEvent;
    }
  }
  return full;
}

async function peel(
  measurement: Measurement,
  field: string,
  full: SourceEvent,
  sources: ReadonlyMap<string, Influence>,
): Promise<Order> {
  const levels: string[][] = [];
  let event = full;
  for (;;) {
    const { fields, effects } = await measurement.effects(event, (path) => sources.has(path.join('.')));
    const level = effects.filter((each) => each.field === field && each.kind === 'value');
    if (level.length === 0) {
      const rest = fields.get(field);
      // What is left of a flag is what other fields are like, and no constant.
      return { levels, constant: TWO_VALUED.test(rest ?? '') ? undefined : singleValue(rest) };
    }
    levels.push(level.map(({ path }) => path.join('.')));
    // The items of a list from its end, so that they keep their numbers.
    for (const { path } of level.reverse()) {
      event = withValue(event, path) as SourceEvent;
    }
  }
}

/** One order from two: a level that is new goes before the first one that comes after it in its own order. */
function merge(one: Order, other: Order): Order {
  const levels = [...one.levels];
  for (const [index, sources] of other.levels.entries()) {
    const level = sources.filter((source) => !levels.flat().includes(source));
    if (level.length > 0) {
      const later = other.levels.slice(index + 1).flat();
      const place = levels.findIndex((known) => known.some((source) => later.includes(source)));
      levels.splice(place < 0 ? levels.length : place, 0, level);
    }
  }
  return { levels, constant: one.constant ?? other.constant };
}
