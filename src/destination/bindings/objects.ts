import { setOwn } from '../../jsonata/runtime/objects';
import { isScalar, numeric } from './values';

type Fields = Record<string, unknown>;

const none: Fields = {};

/**
 * Parts an object in two. `taken`: for each key of the table the first of its sources that has a scalar (see
 * `isScalar`), in the order of the table; `rest`: every field that was not used so, in the order of the object.
 *
 * @param table new key -> the keys that it is taken from, the first one first
 */
export function take(source: unknown, table: unknown): { taken: Fields; rest: Fields } {
  const fields = toFields(source);
  const taken: Fields = {};
  const used: string[] = [];
  const sources = toFields(table);
  for (const key in sources) {
    const from = (sources[key] as readonly string[]).find(
      (name) => Object.hasOwn(fields, name) && isScalar(fields[name]),
    );
    if (from !== undefined) {
      taken[key] = fields[from];
      used.push(from);
    }
  }
  return { taken, rest: used.length === 0 ? fields : without(fields, used) };
}

function without(fields: Fields, keys: readonly string[]): Fields {
  // Deleting from a copy would make every later access to it slow.
  const rest: Fields = {};
  for (const key of Object.keys(fields)) {
    if (!keys.includes(key)) {
      setOwn(rest, key, fields[key]);
    }
  }
  return rest;
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
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : none;
}
