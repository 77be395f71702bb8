import { hasFormat } from '../../runtime/destination/bindings/hasFormat';
import { isObject } from '../../runtime/isObject';

/** Formats that no string matches by chance. */
const certainFormats = ['date-time', 'uuid', 'ipv4', 'ipv6', 'email'] as const;

type Schema = Record<string, unknown>;

/**
 * A JSON Schema (draft-07) that all values match. It contains their types, the fields that all objects have as
 * required ones, and the formats that are certain. The items of an array share one schema, with the fields of all
 * items; fields that all items have are required.
 */
export function draftSchema(values: readonly unknown[]): Schema {
  const objects = values.filter(isObject);
  const arrays = values.filter((value): value is unknown[] => Array.isArray(value));
  const texts = values.filter((value) => typeof value === 'string');
  const types = [...new Set(values.map(typeOf))].filter((type, _, all) => !isCovered(type, all));
  // A field that is null in every sample may have any type.
  const isUnknown = types.length === 0 || (types.length === 1 && types[0] === 'null');
  return {
    ...(isUnknown ? {} : { type: types.length === 1 ? types[0] : types }),
    ...draftFormat(texts),
    ...(objects.length === 0 ? {} : draftObject(objects)),
    ...(arrays.flat().length === 0 ? {} : { items: draftSchema(arrays.flat()) }),
  };
}

function draftObject(objects: readonly Record<string, unknown>[]): Schema {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const having = (name: string) => objects.filter((object) => Object.hasOwn(object, name));
  const required = names.filter((name) => having(name).length === objects.length);
  const properties = names.map((name): [string, Schema] => [
    name,
    draftSchema(having(name).map((object) => object[name])),
  ]);
  return { ...(required.length === 0 ? {} : { required }), properties: Object.fromEntries(properties) };
}

function draftFormat(texts: readonly string[]): Schema {
  const isUri = texts.length > 0 && texts.every((text) => /^https?:/.test(text) && hasFormat(text, 'uri'));
  const format = isUri
    ? 'uri'
    : certainFormats.find((name) => texts.length > 0 && texts.every((text) => hasFormat(text, name)));
  return format === undefined ? {} : { format };
}

function typeOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
}

function isCovered(type: string, all: readonly string[]): boolean {
  return type === 'integer' && all.includes('number');
}
