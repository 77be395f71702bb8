import { setOwn } from '../../jsonata/runtime/objects';
import { isScalar, numeric } from './values';
import { isObject } from '../../isObject';

type Fields = Record<string, unknown>;

const none: Fields = {};
const noKeys: readonly unknown[] = [];

/** What `take` makes of an object. The parts that may be missing are so when nothing belongs there. */
interface Parted {
  taken: Fields;
  rest: Fields | undefined;
  apart: Fields | undefined;
}

/**
 * Parts the fields of an object. `taken`: for each parameter the first of its sources that has a scalar (see `isScalar`), in
 * the order of the parameters. Of the fields that were not used so, in the order of the object: `apart` has objects, arrays
 * and those whose keys are in `kept`, `rest` the other scalars. Fields that are null or `""` are in neither.
 *
 * @param parameters new key -> the keys that it is taken from, the first one first; or an array of keys
 * @param sources for keys of that array: the keys that each is taken from, where these are not just its own
 * @param kept an array of keys that are to be kept apart
 */
export function take(source: unknown, parameters?: unknown, sources?: unknown, kept?: unknown): Parted {
  const fields = toFields(source);
  const keys = Object.keys(fields);
  const parted: Parted = { taken: {}, rest: undefined, apart: undefined };
  const used =
    typeof parameters === 'object' && parameters !== null
      ? takeFrom(fields, keys, planOf(parameters, toFields(sources)), parted.taken)
      : undefined;
  const keptKeys = toList(kept);
  for (const key of keys) {
    const value = fields[key];
    if (used?.includes(key) || value === null || value === '' || value === undefined) {
      continue;
    }
    if (typeof value === 'object' || keptKeys.includes(key)) {
      setOwn((parted.apart ??= {}), key, value);
    } else {
      setOwn((parted.rest ??= {}), key, value);
    }
  }
  return parted;
}

/** Fills `taken` and gives the keys that were used. */
function takeFrom(
  fields: Fields,
  keys: readonly string[],
  { parameters, bySource }: Plan,
  taken: Fields,
): string[] {
  const from: (string | undefined)[] = [];
  const ranks: number[] = [];
  for (const key of keys) {
    const uses = bySource.get(key);
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
      setOwn(taken, name, fields[key]);
      used.push(key);
    }
  });
  return used;
}

/** A table turned round: for each source, which parameters may be taken from it, and how late. */
interface Plan {
  sources: Fields;
  parameters: readonly string[];
  bySource: ReadonlyMap<string, readonly { parameter: number; rank: number }[]>;
}

const plans = new WeakMap<object, Plan>();

function planOf(table: object, sources: Fields): Plan {
  const known = plans.get(table);
  if (known?.sources === sources) {
    return known;
  }
  const isList = Array.isArray(table);
  const parameters = isList ? table.map(String) : Object.keys(table);
  const bySource = new Map<string, { parameter: number; rank: number }[]>();
  parameters.forEach((name, parameter) => {
    const given = isList ? (Object.hasOwn(sources, name) ? sources[name] : name) : (table as Fields)[name];
    [given].flat().forEach((source, rank) => {
      const uses = bySource.get(String(source)) ?? [];
      bySource.set(String(source), [...uses, { parameter, rank }]);
    });
  });
  const plan = { sources, parameters, bySource };
  plans.set(table, plan);
  return plan;
}

/** The object without these keys, a string or an array of strings; the object itself when it has none of them. */
export function omit(source: unknown, keys: unknown): unknown {
  if (!isObject(source)) {
    return undefined;
  }
  const given = typeof keys === 'string' ? [keys] : toList(keys);
  // Mostly there is nothing to leave out.
  if (given.length === 0 || !given.some((key) => Object.hasOwn(source, String(key)))) {
    return source;
  }
  const left = new Set(given.map(String));
  const copy: Fields = {};
  for (const key of Object.keys(source)) {
    if (!left.has(key)) {
      setOwn(copy, key, source[key]);
    }
  }
  return copy;
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

/** The object with numbers in place of the decimal strings (see `numeric`) under the keys of an array. */
export function withNumbers(source: unknown, numberKeys: unknown): unknown {
  const fields = toFields(source);
  const keys = toList(numberKeys);
  let copy: Fields | undefined;
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (typeof value === 'string' && keys.includes(key)) {
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

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : noKeys;
}
