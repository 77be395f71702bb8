import { JsonataError } from '../jsonataError';
import { setOwn } from './objects';
import { toBoolean } from './operators';
import { createSequence, push, type List } from './sequence';

/** A function of the language, or of the host, as an argument. */
export type Callback = ((...args: unknown[]) => unknown) & { arity?: number };

/** Calls a callback with value, position and whole, as far as it has parameters for them. */
function visit(
  callback: Callback,
  arity: number,
  value: unknown,
  position: unknown,
  whole: unknown,
): unknown {
  if (arity >= 3) {
    return callback(value, position, whole);
  }
  return arity === 2 ? callback(value, position) : callback(value);
}

function arityOf(callback: Callback | undefined): number {
  return callback?.arity ?? callback?.length ?? 0;
}

export function map(list: List | undefined, callback: Callback): List | undefined {
  if (list === undefined) {
    return undefined;
  }
  const result = createSequence();
  const arity = arityOf(callback);
  for (let index = 0; index < list.length; index += 1) {
    const value = visit(callback, arity, list[index], index, list);
    if (value !== undefined) {
      push(result, value);
    }
  }
  return result;
}

export function filter(list: List | undefined, callback: Callback): List | undefined {
  if (list === undefined) {
    return undefined;
  }
  const result = createSequence();
  const arity = arityOf(callback);
  for (let index = 0; index < list.length; index += 1) {
    if (toBoolean(visit(callback, arity, list[index], index, list))) {
      push(result, list[index]);
    }
  }
  return result;
}

export function single(list: List | undefined, callback?: Callback): unknown {
  if (list === undefined) {
    return undefined;
  }
  let found = -1;
  const arity = callback ? arityOf(callback) : 0;
  for (let index = 0; index < list.length; index += 1) {
    if (callback === undefined || toBoolean(visit(callback, arity, list[index], index, list))) {
      if (found >= 0) {
        throw new JsonataError('D3138', { index });
      }
      found = index;
    }
  }
  if (found < 0) {
    throw new JsonataError('D3139');
  }
  return list[found];
}

export function reduce(list: List | undefined, callback: Callback, initial?: unknown): unknown {
  if (list === undefined) {
    return undefined;
  }
  const arity = arityOf(callback);
  if (arity < 2) {
    throw new JsonataError('D3050', { index: 1 });
  }
  const startsWithItem = initial === undefined && list.length > 0;
  let result = startsWithItem ? list[0] : initial;
  for (let index = startsWithItem ? 1 : 0; index < list.length; index += 1) {
    const args = [result, list[index], index, list].slice(0, Math.min(4, arity));
    result = callback(...args);
  }
  return result;
}

type Fields = Record<string, unknown>;

export function each(fields: Fields | null | undefined, callback: Callback): List {
  const result = createSequence();
  const arity = arityOf(callback);
  for (const key of keysOf(fields)) {
    const value = visit(callback, arity, fields?.[key], key, fields);
    if (value !== undefined) {
      push(result, value);
    }
  }
  return result;
}

export function sift(fields: Fields | null | undefined, callback: Callback): Fields | undefined {
  const result: Fields = {};
  const arity = arityOf(callback);
  let isEmpty = true;
  for (const key of keysOf(fields)) {
    if (toBoolean(visit(callback, arity, fields?.[key], key, fields))) {
      setOwn(result, key, fields?.[key]);
      isEmpty = false;
    }
  }
  return isEmpty ? undefined : result;
}

function keysOf(fields: Fields | null | undefined): string[] {
  return typeof fields === 'object' && fields !== null ? Object.keys(fields) : [];
}
