const DAY = 86_400_000;
/** Larger numbers are timestamps: adding one would have no effect if they are rounded to seconds. */
const INSTANTS_FROM = 1e8;
const INSTANT_STEP = 100_000;

/**
 * Other values of the same kind, such as another address for an address. A field that is computed from the value then
 * changes, and a field that only tests it does not.
 */
export function variantsOf(value: unknown): unknown[] {
  switch (typeof value) {
    case 'boolean':
      return [!value];
    case 'number': {
      const step = Math.abs(value) >= INSTANTS_FROM ? INSTANT_STEP : 1;
      return [value - step, value + step, value - 2 * step, value + 2 * step];
    }
    case 'string':
      return /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value))
        ? [1, 2].map((days) => new Date(Date.parse(value) + days * DAY).toISOString())
        : lastReplaced(value);
    default:
      return [];
  }
}

/** The string with another last letter or digit. Hexadecimal digits stay hexadecimal. */
function lastReplaced(text: string): string[] {
  const at = text.search(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/);
  const last = text.charAt(at);
  const row = ['0123456789', 'abcdef', 'ABCDEF', 'ghijklmnopqrstuvwxyz', 'GHIJKLMNOPQRSTUVWXYZ'].find((one) =>
    one.includes(last),
  );
  if (at < 0 || row === undefined) {
    return [];
  }
  return [1, 2].map((step) => {
    const other = row.charAt((row.indexOf(last) + step) % row.length);
    return text.slice(0, at) + other + text.slice(at + 1);
  });
}
