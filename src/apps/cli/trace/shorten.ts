const LONGEST = 60;

/** A value in one short line. */
export function shortValue(value: unknown, longest = LONGEST): string {
  return value === undefined ? '-' : shorten(JSON.stringify(value), longest);
}

/** Text in one line of at most this many characters. */
export function shorten(text: string, longest = LONGEST): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
