import { JsonataError } from '../jsonataError';
import { builtIns } from './builtIns';
import { limits, LONGEST_ARRAY, spend } from './guard';
import { createSequence, isList, type List } from './sequence';

/** Whether arithmetic accepts a value; a number that is out of range throws its own error. */
export function isNumeric(value: unknown): value is number {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    return false;
  }
  if (!Number.isFinite(value)) {
    throw new JsonataError('D1001', { value });
  }
  return true;
}

type Arithmetic = (left: number, right: number) => number;

function arithmetic(compute: Arithmetic): (left: unknown, right: unknown) => number | undefined {
  return (left, right) => {
    if (left !== undefined && !isNumeric(left)) {
      throw new JsonataError('T2001', { value: left });
    }
    if (right !== undefined && !isNumeric(right)) {
      throw new JsonataError('T2002', { value: right });
    }
    return left === undefined || right === undefined ? undefined : compute(left, right);
  };
}

export const add = arithmetic((left, right) => left + right);
export const subtract = arithmetic((left, right) => left - right);
export const multiply = arithmetic((left, right) => left * right);
export const divide = arithmetic((left, right) => left / right);
export const remainder = arithmetic((left, right) => left % right);

export function negate(value: unknown): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (isNumeric(value)) {
    return -value;
  }
  throw new JsonataError('D1002', { value });
}

export function equals(left: unknown, right: unknown): boolean {
  return left !== undefined && right !== undefined && isDeepEqual(left, right);
}

export function differs(left: unknown, right: unknown): boolean {
  return left !== undefined && right !== undefined && !isDeepEqual(left, right);
}

function isDeepEqual(left: unknown, right: unknown): boolean {
  if (left === right) {
    return true;
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return false;
  }
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => isDeepEqual(item, right[index]));
  }
  const keys = Object.getOwnPropertyNames(left);
  return (
    keys.length === Object.getOwnPropertyNames(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isDeepEqual(read(left, key), read(right, key)))
  );
}

function read(object: object, key: string): unknown {
  return (object as Record<string, unknown>)[key];
}

type Comparison = (left: string | number, right: string | number) => boolean;

function comparison(compare: Comparison): (left: unknown, right: unknown) => boolean | undefined {
  return (left, right) => {
    if (!isComparable(left) || !isComparable(right)) {
      throw new JsonataError('T2010', { value: isOrdered(left) ? right : left });
    }
    if (left === undefined || right === undefined) {
      return undefined;
    }
    if (typeof left !== typeof right) {
      throw new JsonataError('T2009', { value: left, value2: right });
    }
    return compare(left, right);
  };
}

export const isLess = comparison((left, right) => left < right);
export const isAtMost = comparison((left, right) => left <= right);
export const isMore = comparison((left, right) => left > right);
export const isAtLeast = comparison((left, right) => left >= right);

/** Whether a value can be compared by `<` and the like. */
export function isOrdered(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isComparable(value: unknown): value is string | number | undefined {
  return value === undefined || isOrdered(value);
}

/** `in`: whether an array contains a value, or a single value equals it. */
export function includes(item: unknown, list: unknown): boolean {
  if (item === undefined || list === undefined) {
    return false;
  }
  return (isList(list) ? list : [list]).some((each) => each === item);
}

/** The string of a value for `&`; a missing value is the empty string. */
export function toText(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return value === undefined ? '' : String(builtIns.string.implementation(value));
}

/** Truth in the language: false for missing, null, `""`, 0, `{}`, functions, and arrays without a true item. */
export function toBoolean(value: unknown): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'undefined':
    case 'function':
      return false;
    case 'string':
      return value !== '';
    case 'object':
      if (isList(value)) {
        return value.length === 1 ? toBoolean(value[0]) : value.some(toBoolean);
      }
      return value !== null && Object.keys(value).length > 0;
    default:
      return isNumeric(value) && value !== 0;
  }
}

export function range(from: unknown, to: unknown): List | undefined {
  if (from !== undefined && !Number.isInteger(from)) {
    throw new JsonataError('T2003', { value: from });
  }
  if (to !== undefined && !Number.isInteger(to)) {
    throw new JsonataError('T2004', { value: to });
  }
  if (from === undefined || to === undefined || (from as number) > (to as number)) {
    return undefined;
  }
  const first = from as number;
  const size = (to as number) - first + 1;
  if (size > LONGEST_ARRAY) {
    throw new JsonataError('D2014', { value: size });
  }
  if (size > limits.sequence) {
    throw new JsonataError('D2015', { value: size });
  }
  spend(size);
  const sequence = createSequence();
  for (let index = 0; index < size; index += 1) {
    sequence.push(first + index);
  }
  return sequence;
}
