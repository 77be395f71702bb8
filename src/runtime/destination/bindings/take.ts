import { setOwn } from '../../jsonata/runtime/objects';
import type { Binding, BindingDocs } from './binding';
import { toFields, toList, type Fields } from './fields';
import { isScalar } from './isScalar';

export const docs: BindingDocs = {
  section: 'Objects',
  signature: 'object, keys, sources, kept',
  description:
    'renames fields and separates the others; returns `{taken, rest, apart}`. `taken` has the fields of `keys`, in this order; the value of each is the first scalar found under one of its old keys. `sources` lists the old keys (key -> array of old keys); a key that is not in it is read under its own name. Instead of `keys` and `sources` you can pass one table (new key -> array of old keys). `apart` has the unused fields that are objects or arrays, or whose keys are in the array `kept`. `rest` has the other unused fields. Both keep the order of the object and are missing when they would be empty. Fields that are null or `""` are left out everywhere',
  examples: [
    {
      expression:
        '$take({"sku": "s-1", "size": 5, "tags": ["a"]}, ["id", "colour"], {"id": ["product_id", "sku"]})',
      gives: { taken: { id: 's-1' }, rest: { size: 5 }, apart: { tags: ['a'] } },
    },
    {
      expression: '$take({"sku": "s-1"}, {"id": ["product_id", "sku"]})',
      gives: { taken: { id: 's-1' } },
    },
    {
      expression: '$take({"a": 1, "b": 2}, [], {}, ["b"])',
      gives: { taken: {}, rest: { a: 1 }, apart: { b: 2 } },
    },
  ],
};

/** The result of `take`. `rest` and `apart` are undefined when they would be empty. */
interface Parted {
  taken: Fields;
  rest: Fields | undefined;
  apart: Fields | undefined;
}

/**
 * @param parameters new key -> its source keys, in order of precedence; or an array of keys
 * @param sources for an array of keys: the source keys of each; by default a key is its own source
 * @param kept an array of keys to keep apart
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

/** Fills `taken` and returns the keys that were used. */
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

/** The inverted table: for each source key, the parameters that may use it and its position among their sources. */
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

export const binding: Binding = { run: take, gives: 'object', always: true, shape: 'unknown' };
