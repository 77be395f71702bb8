import { fullFormats } from 'ajv-formats/dist/formats';
import { toPlain } from '../../jsonata/plain';
import { BoundedCache } from '../../boundedCache';

const REMEMBERED_PATTERNS = 100;
const patterns = new BoundedCache<string, RegExp>(REMEMBERED_PATTERNS);

/** The first of the values that is a text and matches the pattern, a regular expression. */
export function firstMatching(pattern: string, ...values: unknown[]): string | undefined {
  const regex = patterns.get(pattern, toRegex);
  for (const value of values) {
    if (typeof value === 'string' && regex.test(value)) {
      return value;
    }
  }
  return undefined;
}

function toRegex(pattern: string): RegExp {
  return new RegExp(pattern, 'u');
}

type FormatName = 'ipv4' | 'ipv6' | 'uuid' | 'date-time' | 'email' | 'uri';

/** Whether a value is a text of one of these JSON Schema formats, as the ajv-formats package reads them. */
export function hasFormat(value: unknown, ...names: FormatName[]): boolean {
  return typeof value === 'string' && names.some((name) => isOfFormat(value, name));
}

function isOfFormat(text: string, name: FormatName): boolean {
  const format = Object.hasOwn(fullFormats, name) ? fullFormats[name] : undefined;
  const test = typeof format === 'object' && 'validate' in format ? format.validate : format;
  return test instanceof RegExp
    ? test.test(text)
    : typeof test === 'function' && test(text as never) === true;
}

/** The text with U+FFFD in place of each half of a surrogate pair, which UTF-8 has no bytes for. */
export function wellFormed(value: unknown): string | undefined {
  return typeof value === 'string'
    ? value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    : undefined;
}

/** The value as compact JSON. */
export function json(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(toPlain(value));
}

/** The value that a JSON text holds; nothing when it is not JSON. */
export function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') {
    return undefined;
  }
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether a text, or the JSON of any other value, has at most so many bytes in UTF-8. */
export function fits(value: unknown, bytes: number): boolean {
  if (bound(value) <= bytes) {
    return true;
  }
  const text = typeof value === 'string' ? value : (json(value) ?? '');
  return new TextEncoder().encode(text).length <= bytes;
}

/** More bytes than the JSON of a value can have, for little work. */
function bound(value: unknown): number {
  switch (typeof value) {
    case 'string':
      // A control character takes six bytes, any other one three at the most.
      return 6 * value.length + 2;
    case 'object': {
      if (value === null) {
        return 4;
      }
      let sum = 2;
      for (const key in value) {
        sum += 6 * key.length + 4 + bound((value as Record<string, unknown>)[key]);
      }
      return sum;
    }
    default:
      return 32;
  }
}
