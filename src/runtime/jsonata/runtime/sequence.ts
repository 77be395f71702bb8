import { JsonataError } from '../jsonataError';
import { limits } from './guard';

/**
 * An array in the language. The flags are those of the reference: results of paths are sequences, which are unwrapped
 * if they contain a single item; an array that the expression constructed (`cons`) is not flattened by a path.
 */
export interface List extends Array<unknown> {
  sequence?: boolean;
  keepSingleton?: boolean;
  cons?: boolean;
  tupleStream?: boolean;
  /** Wraps an input that is an array: it counts as one item of the path. */
  outerWrapper?: boolean;
}

export function isList(value: unknown): value is List {
  return Array.isArray(value);
}

export function isSequence(value: unknown): value is List {
  return Array.isArray(value) && (value as List).sequence === true;
}

/** Counts sequences, so that a caller can tell whether a value may contain one. */
export const sequencesMade = { count: 0 };

export function createSequence(...items: unknown[]): List {
  const sequence: List = [];
  sequence.sequence = true;
  sequencesMade.count += 1;
  if (items.length === 1) {
    push(sequence, items[0]);
  }
  return sequence;
}

/** Adds an item to a sequence, within the limit. */
export function push(sequence: List, item: unknown): void {
  if (sequence.length >= limits.sequence) {
    throw new JsonataError('D2015', { value: limits.sequence });
  }
  sequence.push(item);
}

/** The value of an evaluated node: undefined for an empty sequence, the item for a sequence of one. */
export function unwrap(value: unknown, keepArray?: boolean): unknown {
  if (!isSequence(value) || value.tupleStream) {
    return value;
  }
  if (keepArray) {
    value.keepSingleton = true;
  }
  if (value.length === 0) {
    return undefined;
  }
  return value.length === 1 && !value.keepSingleton ? value[0] : value;
}

/** Both values in one array, with arrays flattened by one level; missing values are left out. */
export function append(first: unknown, second: unknown): unknown {
  if (first === undefined) {
    return second;
  }
  if (second === undefined) {
    return first;
  }
  const start = isList(first) ? first : createSequence(first);
  const rest = isList(second) ? second : [second];
  const size = start.length + rest.length;
  if (size > limits.sequence) {
    throw new JsonataError('D2015', { value: size });
  }
  return start.concat(rest);
}

/** Adds a value to an array under construction; an array is flattened. */
export function addItems(list: List, value: unknown): void {
  if (value === undefined) {
    return;
  }
  const items = isList(value) ? value : [value];
  const size = list.length + items.length;
  if (size > limits.sequence) {
    throw new JsonataError('D2015', { value: size });
  }
  for (const item of items) {
    list.push(item);
  }
}

/** Marks an array that a path must not flatten. */
export function markConstructed(list: List): void {
  Object.defineProperty(list, 'cons', { enumerable: false, configurable: false, value: true });
}

/** `$` where the context may be the whole input, wrapped so that it counts as one item. */
export function contextOf(context: unknown): unknown {
  return isList(context) && context.outerWrapper ? context[0] : context;
}

/**
 * A step's output without the marks of sequences, copied only if it has some. Arrays inside objects keep them: the
 * reference does not check objects that an expression has created, and a later step can tell the difference.
 */
export function clean(value: unknown): unknown {
  if (!isList(value)) {
    return value;
  }
  const isMarked = Object.keys(value).length > value.length;
  const items = value.map(clean);
  return isMarked || items.some((item, index) => item !== value[index]) ? items : value;
}
