import { isObject } from '../../isObject';

export type Fields = Record<string, unknown>;

const none: Fields = {};

/** The fields of an object; a value that is not an object yields no fields. */
export function toFields(value: unknown): Fields {
  return isObject(value) ? value : none;
}

const noKeys: readonly unknown[] = [];

/** The value if it is an array, otherwise an empty array. */
export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : noKeys;
}
