import { setOwn } from '../../jsonata/runtime/objects';
import { isScalar, numeric } from './values';
import { isObject } from '../../isObject';

type Fields = Record<string, unknown>;

const none: Fields = {};

/** What `take` makes of an object. The parts that may be missing are so when nothing belongs there. */
interface Parted {
  taken: Fields;
  rest: Fields | undefined;
  nested: Fields | undefined;
  apart: Fields | undefined;
}

/**
 * Parts the fields of an object. `taken`: for each key of the table the first of its sources that has a scalar (see
 * `isScalar`), in the order of the table. Of the fields that were not used so, in the order of the object: `apart` has
 * those whose keys are in the second table, `rest` the other scalars, `nested` the other objects and lists. Fields that
 * are null or `""` are in none of them.
 *
 * @param table new key -> the keys that it is taken from, the first one first
 * @param kept  keys that are to be kept apart -> anything
 */
export function take(source: unknown, table?: unknown, kept?: unknown): Parted {
  const fields = toFields(source);
  const keys = Object.keys(fields);
  const parted: Parted = { taken: {}, rest: undefined, nested: undefined, apart: undefined };
  const used = table === undefined ? undefined : takeFrom(fields, keys, toFields(table), parted.taken);
  const keptKeys = toFields(kept);
  for (const key of keys) {
    const value = fields[key];
    if (used?.includes(key) || value === null || value === '' || value === undefined) {
      continue;
    }
    if (Object.hasOwn(keptKeys, key)) {
      setOwn((parted.apart ??= {}), key, value);
    } else if (typeof value === 'object') {
      setOwn((parted.nested ??= {}), key, value);
    } else {
      setOwn((parted.rest ??= {}), key, value);
    }
  }
  return parted;
}

/** Fills `taken` and gives the keys that were used. */
function takeFrom(fields: Fields, keys: readonly string[], table: Fields, taken: Fields): string[] {
  const { parameters, sources } = planOf(table);
  const from: (string | undefined)[] = [];
  const ranks: number[] = [];
  for (const key of keys) {
    const uses = sources.get(key);
    if (uses !== undefined && isScalar(fields[key])) {
      for (const { parameter, rank } of uses) {
        if (rank < (ranks[parameter] ?? Infinity)) {
          from[parameter] = key;
          ranks[parameter] = rank;
        }
      }
    }
  }
  const used: string[] = [];
  parameters.forEach((name, index) => {
    const key = from[index];
    if (key !== undefined) {
      taken[name] = fields[key];
      used.push(key);
    }
  });
  return used;
}

/** A table turned round: for each source, which parameters may be taken from it, and how late. */
interface Plan {
  parameters: readonly string[];
  sources: ReadonlyMap<string, readonly { parameter: number; rank: number }[]>;
}

const plans = new WeakMap<Fields, Plan>();

function planOf(table: Fields): Plan {
  const known = plans.get(table);
  if (known) {
    return known;
  }
  const parameters = Object.keys(table);
  const sources = new Map<string, { parameter: number; rank: number }[]>();
  parameters.forEach((name, parameter) => {
    [table[name]].flat().forEach((source, rank) => {
      const uses = sources.get(String(source)) ?? [];
      sources.set(String(source), [...uses, { parameter, rank }]);
    });
  });
  const plan = { parameters, sources };
  plans.set(table, plan);
  return plan;
}

/** An object with the fields of all of these; where several have one of the same name, the first one counts. */
export function withDefaults(...sources: unknown[]): Fields {
  const all: Fields = {};
  for (const source of sources) {
    const fields = toFields(source);
    for (const key of Object.keys(fields)) {
      if (!Object.hasOwn(all, key)) {
        setOwn(all, key, fields[key]);
      }
    }
  }
  return all;
}

/** The object with numbers in place of the decimal texts (see `numeric`) under the keys of a table. */
export function withNumbers(source: unknown, table: unknown): unknown {
  const fields = toFields(source);
  const keys = toFields(table);
  let copy: Fields | undefined;
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (typeof value === 'string' && Object.hasOwn(keys, key)) {
      const number = numeric(value);
      if (number !== undefined) {
        copy ??= { ...fields };
        copy[key] = number;
      }
    }
  }
  return copy ?? source;
}

/** The value at a dotted path such as `context.device.id`, by own fields alone; it never reaches into an array. */
export function valueAt(source: unknown, path: unknown): unknown {
  if (typeof path !== 'string') {
    return undefined;
  }
  let value = source;
  for (const key of path.split('.')) {
    const fields = toFields(value);
    if (!Object.hasOwn(fields, key)) {
      return undefined;
    }
    value = fields[key];
  }
  return value;
}

function toFields(value: unknown): Fields {
  return isObject(value) ? value : none;
}
