import { text } from './values';

/**
 * Milliseconds since 1970 of a date, as `new Date(value).getTime()` reads it: a number is milliseconds already, a
 * text may have any form that JavaScript parses. Nothing when it cannot be read or is 0.
 */
export function epochMillis(value: unknown): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return new Date(Number(value)).getTime() || undefined;
  }
  return Date.parse(text(value)) || undefined;
}
