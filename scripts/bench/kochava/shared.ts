import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createError, type DestkitError } from '../../../dist/errors/destkitError';

/** What the files of the hand-written kochava profile share. */
export type Fields = Record<string, unknown>;
export type Settings = Readonly<Fields>;

const none: Fields = {};

/** The value when it is an object, else an empty one. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : none;
}

export function caseless(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim().toLowerCase() : undefined;
}

export function reject(message: string): DestkitError {
  return createError('EVENT_REJECTED', { message });
}

export function filter(reason: string): DestkitError {
  return createError('EVENT_FILTERED', { reason });
}

/** The table of a destination's file, which has the file's name. */
export function readTable<Entry>(folder: string, name: string): Record<string, Entry> {
  const content = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<
    string,
    Record<string, Entry>
  >;
  return content[name] ?? {};
}

export function readMap<Entry>(folder: string, name: string): Map<string, Entry> {
  return new Map(Object.entries(readTable<Entry>(folder, name)));
}
