import { valueAt } from '../../../runtime/schema/pointer';
import { withValue } from '../../trace/variations';
import { singleValue } from './fields';
import { type Influence, type Measurement, type SourceEvent, TWO_VALUED } from './measure';

/** The sources of a field in order of precedence, and its value without any source. */
export interface Order {
  /** The sources of one level determine the field together. */
  levels: string[][];
  /** The field's value if all sources are missing, as JSON. */
  constant: string | undefined;
}

/**
 * Determines the order of precedence of several sources. An event gets all of them at once; those with which the
 * field changes are the first level. They are removed, and those with which it changes now are the second level.
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
  // Sources of another kind of event never occur together with these, so there is no order between them.
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
      // The remaining value of a flag depends on other fields, so it is not a constant.
      return { levels, constant: TWO_VALUED.test(rest ?? '') ? undefined : singleValue(rest) };
    }
    levels.push(level.map(({ path }) => path.join('.')));
    // Removes the items of an array from its end, so that the others keep their indexes.
    for (const { path } of level.reverse()) {
      event = withValue(event, path) as SourceEvent;
    }
  }
}

/** Merges two orders: a new level is inserted before the first one that follows it in its own order. */
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
