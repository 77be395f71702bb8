import { JsonataError } from '../jsonataError';
import { setOwn } from './objects';
import type { Evaluate, Tuple } from './paths';
import { append, isList, type List } from './sequence';

/** Keys with which the reference marks its own functions. */
const RESERVED = new Set(['_jsonata_lambda', '_jsonata_function']);

type Fields = Record<string, unknown>;

/**
 * `{key: value, ...}` over items: each key collects the items that have it, and its value is evaluated over them.
 * Without items, or over one value, it is an object constructor.
 *
 * @param pairs the functions of keys and values
 * @param position the position of the braces, for errors
 */
export function group(
  input: unknown,
  pairs: readonly (readonly [Evaluate, Evaluate])[],
  position: number,
): Fields {
  const isStream = isList(input) && input.tupleStream === true;
  // Without items, the result is still the object with the literal keys.
  const items: readonly unknown[] = !isList(input)
    ? [input]
    : input.length > 0 || isStream
      ? input
      : [undefined];
  const groups = new Map<string, { data: unknown; pair: number }>();
  for (const item of items) {
    pairs.forEach(([keyOf], pair) => {
      const key = isStream ? keyOf((item as Tuple)['@'], item as Tuple) : keyOf(item);
      if (key !== undefined) {
        collect(groups, checkKey(key, position), pair, item, position);
      }
    });
  }
  const result: Fields = {};
  for (const key of inKeyOrder(groups)) {
    const { data, pair } = groups.get(key) ?? { data: undefined, pair: 0 };
    const valueOf = pairs[pair]?.[1];
    const value = isStream ? evaluateReduced(valueOf, data) : valueOf?.(data);
    if (value !== undefined) {
      setOwn(result, key, value);
    }
  }
  return result;
}

/**
 * Checks a computed key. It may be any string except the reserved ones.
 *
 * @throws T1003, D1013
 */
export function checkKey(key: unknown, position: number): string {
  if (typeof key !== 'string') {
    throw new JsonataError('T1003', { value: key, position });
  }
  if (RESERVED.has(key)) {
    throw new JsonataError('D1013', { value: key, position });
  }
  return key;
}

type Groups = Map<string, { data: unknown; pair: number }>;

function collect(groups: Groups, key: string, pair: number, item: unknown, position: number): void {
  const known = groups.get(key);
  if (!known) {
    groups.set(key, { data: item, pair });
  } else if (known.pair === pair) {
    known.data = append(known.data, item);
  } else {
    throw new JsonataError('D1009', { value: key, position });
  }
}

/** The reference collects groups in an object, in which integer keys come first. */
function inKeyOrder(groups: Groups): string[] {
  return Object.keys(Object.fromEntries([...groups.keys()].map((key) => [key, 0])));
}

function evaluateReduced(valueOf: Evaluate | undefined, data: unknown): unknown {
  const tuple = reduceTuples(data);
  return valueOf?.(tuple['@'], tuple);
}

/** Merges several tuples into one, in which each binding contains all of their values. */
function reduceTuples(data: unknown): Tuple {
  if (!isList(data)) {
    return data as Tuple;
  }
  const [first, ...others] = data as Tuple[];
  const result: Tuple = { ...first };
  for (const tuple of others) {
    for (const key of Object.keys(tuple)) {
      result[key] = append(result[key], tuple[key]);
    }
  }
  return result;
}

/** The context of an object constructor with literal keys, if its context is an array: all items as one. */
export function groupedContext(items: List): unknown {
  return items.reduce<unknown>((all, item, index) => (index === 0 ? item : append(all, item)), undefined);
}
