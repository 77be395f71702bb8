import { jsonOr } from '../../runtime/jsonOr';

/**
 * The settings of a function as the config of a connection. Such settings are texts, booleans, lists and maps of texts:
 * a text that is a JSON list or object stands for it, and what is empty is not set; `[]` as a text is an empty list.
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
