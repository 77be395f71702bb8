/** setTimeout takes no more. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * A Retry-After header, seconds or an HTTP date, as milliseconds from `now`; undefined when it is neither. A date
 * that has passed is 0.
 */
export function parseRetryAfter(text: string | undefined, now: number): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) {
    return Math.min(LONGEST_MS, Number(trimmed) * 1000);
  }
  // A date has letters; Date.parse alone would take "-1" for a year.
  const date = /^[A-Za-z]{3}/.test(trimmed) ? Date.parse(trimmed) : NaN;
  return Number.isNaN(date) ? undefined : Math.min(LONGEST_MS, Math.max(0, date - now));
}

export interface Backoff {
  /** The most that the first wait takes, in milliseconds; it doubles with each attempt. */
  base: number;
  /** The most that any wait takes, in milliseconds. */
  longest: number;
  /** Between 0 and 1, as Math.random gives it. */
  random: () => number;
}

/** How long to wait after an attempt (counted from 1), with full jitter: anything up to the doubled base. */
export function backoffDelay(attempt: number, { base, longest, random }: Backoff): number {
  return Math.min(LONGEST_MS, longest, base * 2 ** (attempt - 1)) * random();
}
