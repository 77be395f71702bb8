import { isObject } from '../../isObject';

/** The first value that is neither missing nor null; else the last one as it is (JavaScript's `a ?? b ?? c`). */
export function first(...values: unknown[]): unknown {
  // The most called of all bindings: a plain loop takes a tenth of the time of `find`.
  for (const value of values) {
    if (value !== undefined && value !== null) {
      return value;
    }
  }
  return values[values.length - 1];
}

/** The value when it is an object, else nothing. Keeps a path from mapping into an array: `$object(a.b).c`. */
export function object(value: unknown): unknown {
  return isObject(value) ? value : undefined;
}

/** JavaScript's truth: false for missing, null, "", 0, NaN and false; true for all else, `[]` and `{}` included. */
export function truthy(value: unknown): boolean {
  return Boolean(value);
}

/**
 * The value as JavaScript joins it into a text: numbers and booleans as they print, missing and null as "",
 * arrays joined by commas, objects as `[object Object]`. Never calls a method of the value.
 */
export function text(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) {
        return '';
      }
      return Array.isArray(value) ? value.map(text).join(',') : '[object Object]';
    default:
      return '';
  }
}

/** A text trimmed and in lower case, for comparing names; nothing for what is not a text. */
export function caseless(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim().toLowerCase() : undefined;
}

/** Whether a value can stand alone in a flat record: a text that is not empty, a number, a boolean. */
export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' ? value !== '' : typeof value === 'number' || typeof value === 'boolean';
}

const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** A finite number, or the number that a text writes in decimals (`"9.99"`, `" -1e3"`); nothing for all else. */
export function numeric(value: unknown): number | undefined {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && DECIMAL.test(value)
        ? Number(value)
        : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Whether there is nothing in a value: it is missing, null, `""`, or an object or array without items. */
export function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return value === undefined || value === null || value === '';
  }
  // The first key that there is tells.
  for (const key in value) {
    return !Object.hasOwn(value, key);
  }
  return true;
}
