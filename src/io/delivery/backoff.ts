/** The maximum delay of setTimeout. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Parses a Retry-After header (seconds or an HTTP date) to milliseconds from `now`. Returns undefined if it is invalid,
 * and 0 for a date in the past.
 */
export function parseRetryAfter(text: string | undefined, now: number): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) {
    return Math.min(LONGEST_MS, Number(trimmed) * 1000);
  }
  // A date contains letters; Date.parse alone would read "-1" as a year.
  const date = /^[A-Za-z]{3}/.test(trimmed) ? Date.parse(trimmed) : NaN;
  return Number.isNaN(date) ? undefined : Math.min(LONGEST_MS, Math.max(0, date - now));
}

export interface Backoff {
  /** The maximum delay after the first attempt, in milliseconds. It doubles with each attempt. */
  base: number;
  /** The maximum of any delay, in milliseconds. */
  longest: number;
  /** Returns a number from 0 to below 1, like Math.random. */
  random: () => number;
}

/** Exponential backoff with full jitter: the delay after an attempt, counted from 1. */
export function backoffDelay(attempt: number, { base, longest, random }: Backoff): number {
  return Math.min(LONGEST_MS, longest, base * 2 ** (attempt - 1)) * random();
}
