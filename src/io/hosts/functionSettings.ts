import { jsonOr } from '../../runtime/jsonOr';

/**
 * Converts the settings of a function into the config of a connection. Such settings are strings, booleans, arrays
 * and maps of strings. A string that contains a JSON array or object is parsed. An empty value counts as not set; use
 * the string `[]` for an empty array.
 */
export function toConfig(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) => (isSet(value) ? [[key, readSetting(value)]] : [])),
  );
}

function readSetting(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(readSetting);
  }
  // `{{ path || default }}` is a template.
  if (typeof value !== 'string' || !/^\s*(\[|\{(?!\{))/.test(value)) {
    return value;
  }
  return jsonOr(value, value);
}

function isSet(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}
