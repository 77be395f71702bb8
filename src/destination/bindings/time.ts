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

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const DIGITS = /^\d+(?:\.\d+)?$/;
/** Numbers below are seconds, the others milliseconds: 1e11 ms is 1973, 1e11 s is the year 5138. */
const FIRST_MILLISECOND = 1e11;
/** The last second of the year 9999. */
const LAST_SECOND = 253402300799;

/**
 * Whole seconds since 1970 of an ISO 8601 date or date-time (UTC unless it names a zone), or of a number or digits,
 * which are seconds below 1e11 and milliseconds from there on. Nothing when it cannot be read, is not after 1970, or
 * lies beyond the year 9999.
 */
export function epochSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'string' ? readSeconds(value.trim()) : toSeconds(value);
  return seconds >= 1 && seconds <= LAST_SECOND ? Math.floor(seconds) : undefined;
}

function readSeconds(written: string): number {
  if (isUsual(written)) {
    return Date.parse(written) / 1000;
  }
  if (DIGITS.test(written)) {
    return toSeconds(Number(written));
  }
  const [, date, time = '00:00', zone = 'Z'] = ISO.exec(written) ?? [];
  if (date === undefined) {
    return NaN;
  }
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  return Date.parse(`${date}T${time}${offset}`) / 1000;
}

/** The form that libraries write, `2026-03-02T08:15:30.120Z`, which needs no regular expression. */
function isUsual(written: string): boolean {
  return (
    written.length === 24 &&
    written.endsWith('Z') &&
    written[4] === '-' &&
    written[7] === '-' &&
    written[10] === 'T' &&
    written[13] === ':' &&
    written[16] === ':' &&
    written[19] === '.'
  );
}

function toSeconds(value: unknown): number {
  if (typeof value !== 'number') {
    return NaN;
  }
  return value < FIRST_MILLISECOND ? value : value / 1000;
}
