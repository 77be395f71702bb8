import type { Binding, BindingDocs } from './binding';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value',
  description:
    'whole seconds since 1970 of an ISO 8601 date or date-time (UTC unless it names a zone), or of a number or a string of digits (seconds below 1e11, otherwise milliseconds); undefined when it cannot be read or lies outside 1970 to 9999',
  examples: [
    { expression: '$epochSeconds("2026-03-02T08:15:30.120+01:00")', gives: 1772435730 },
    { expression: '$epochSeconds(1772435730120)', gives: 1772435730 },
    { expression: '$epochSeconds("2026-02-30")', gives: undefined },
  ],
};

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?(?:Z|([+-])(\d{2}):?(\d{2})))?)?$/i;
const DIGITS = /^\d+(?:\.\d+)?$/;
/** Smaller numbers are seconds, larger ones milliseconds: 1e11 ms is 1973, 1e11 s is the year 5138. */
const FIRST_MILLISECOND = 1e11;
/** The last second of the year 9999. */
const LAST_SECOND = 253402300799;

export function epochSeconds(value: unknown): number | undefined {
  const seconds = Math.floor(typeof value === 'string' ? readSeconds(value.trim()) : toSeconds(value));
  return seconds >= 1 && seconds <= LAST_SECOND ? seconds : undefined;
}

function readSeconds(written: string): number {
  const offset = isUsual(written) ? usualOffset(written) : NaN;
  if (!Number.isNaN(offset)) {
    const at = (index: number) => twoDigits(written, index);
    return utcSeconds(at(0) * 100 + at(2), at(5), at(8), at(11), at(14), at(17)) - offset;
  }
  if (DIGITS.test(written)) {
    return toSeconds(Number(written));
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0', sign, zoneHour = '0', zoneMinute = '0'] =
    ISO.exec(written) ?? [];
  const seconds = utcSeconds(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return seconds - toOffset(sign === '-', Number(zoneHour), Number(zoneMinute));
}

function toOffset(isWest: boolean, hours: number, minutes: number): number {
  const offset = hours <= 23 && minutes <= 59 ? hours * 3600 + minutes * 60 : NaN;
  return isWest ? -offset : offset;
}

/**
 * Usual forms, such as `2026-03-02T08:15:30.120Z` and `2026-03-02T08:15:30.120+01:00`, need no regular expression.
 */
function isUsual(written: string): boolean {
  return (
    (written.length === 24 || written.length === 29) &&
    written[4] === '-' &&
    written[7] === '-' &&
    written[10] === 'T' &&
    written[13] === ':' &&
    written[16] === ':' &&
    written[19] === '.' &&
    !Number.isNaN(twoDigits(written, 20) + twoDigits(written, 21))
  );
}

/** The offset in seconds; NaN if it has another form. */
function usualOffset(written: string): number {
  const sign = written[23];
  if (written.length === 24) {
    return sign === 'Z' ? 0 : NaN;
  }
  return (sign === '+' || sign === '-') && written[26] === ':'
    ? toOffset(sign === '-', twoDigits(written, 24), twoDigits(written, 27))
    : NaN;
}

/** NaN if there are no digits. */
function twoDigits(written: string, index: number): number {
  const tens = written.charCodeAt(index) - 48;
  const ones = written.charCodeAt(index + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** NaN for invalid dates and times, such as February 30. */
function utcSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  // Date.UTC interprets years below 100 differently; no valid timestamp is that old.
  const isOnClock = year >= 1000 && hour <= 23 && minute <= 59 && second <= 59;
  const lastDay = month >= 1 && month <= 12 ? daysOf(month, year) : NaN;
  return isOnClock && day >= 1 && day <= lastDay
    ? Date.UTC(year, month - 1, day, hour, minute, second) / 1000
    : NaN;
}

function daysOf(month: number, year: number): number {
  if (month === 2) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function toSeconds(value: unknown): number {
  if (typeof value !== 'number') {
    return NaN;
  }
  return value < FIRST_MILLISECOND ? value : value / 1000;
}

export const binding: Binding = { run: epochSeconds, gives: 'number', shape: 'scalar' };
