import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createError, type DestkitError } from '../../../dist/runtime/errors/destkitError';

/** What the files of the hand-written kochava profile share. */
export type Fields = Record<string, unknown>;
export type Settings = Readonly<Fields>;

/** The objects of a message that the mapping reads from; one that is not an object is as if it were absent. */
export interface Parts {
  message: Fields;
  context: Fields;
  device: Fields;
  properties: Fields;
  /** Milliseconds. */
  now: number;
}

const none: Fields = {};

/** The value when it is an object, else an empty one. */
export function fields(value: unknown): Fields {
  return isObject(value) ? value : none;
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function caseless(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim().toLowerCase() : undefined;
}

/** Whether there is something: not missing, null or a blank text. */
export function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && (typeof value !== 'string' || value.trim() !== '');
}

export function reject(message: string): DestkitError {
  return createError('EVENT_REJECTED', { message });
}

export function filter(reason: string): DestkitError {
  return createError('EVENT_FILTERED', { reason });
}

/** The table of a destination's file, which has the file's name. */
export function readTable(folder: string, name: string): unknown {
  const content = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, unknown>;
  const table = content[name];
  if (table === undefined) {
    throw new Error(`${name}.json has no table of its name`);
  }
  return table;
}

export function readMap<Entry>(folder: string, name: string): Map<string, Entry> {
  return new Map(Object.entries(readTable(folder, name) as Record<string, Entry>));
}
