import type { Path } from '../schema/document';
import { valueAt } from '../schema/pointer';

// The files that a manifest names. Values that are not file names are skipped, so that an invalid manifest can be
// read too.

const places = {
  config: ['schemas', 'config'],
  requests: ['schemas', 'requests', '*', 'schema'],
  sandbox: ['sandbox', 'schemas', '*', 'schema'],
};

/** A schema file, relative to the folder, and its place in the manifest. */
export interface NamedSchema {
  use: keyof typeof places;
  file: string;
  at: Path;
}

export function listSchemas(manifest: unknown): NamedSchema[] {
  return (['config', 'requests', 'sandbox'] as const).flatMap((use) =>
    textsAt(manifest, places[use]).map(({ text, at }) => ({ use, file: text, at })),
  );
}

const eventPlaces = [
  ['demo', 'events', '*'],
  ['examples', 'events'],
];
const otherPlaces = [
  ['demo', 'config'],
  ['examples', 'config'],
  ['exports', 'integrationsConfig'],
];

/** The files with example events. */
export function listExamples(manifest: unknown): string[] {
  return eventPlaces.flatMap((pattern) => textsAt(manifest, pattern)).map(({ text }) => text);
}

/**
 * The files that only some commands read, and their places in the manifest: examples, their settings, information for
 * exports.
 */
export function listDataFiles(manifest: unknown): { file: string; at: Path }[] {
  return [...eventPlaces, ...otherPlaces]
    .flatMap((pattern) => textsAt(manifest, pattern))
    .map(({ text, at }) => ({ file: text, at }));
}

/** The strings at the places that a pattern of keys describes; `*` stands for every item of an array. */
function textsAt(
  value: unknown,
  [next, ...rest]: readonly string[],
  at: Path = [],
): { text: string; at: Path }[] {
  if (next === undefined) {
    return typeof value === 'string' ? [{ text: value, at }] : [];
  }
  if (next !== '*') {
    return textsAt(valueAt(value, [next]), rest, [...at, next]);
  }
  return Array.isArray(value) ? value.flatMap((item, index) => textsAt(item, rest, [...at, index])) : [];
}
