/** toFixed accepts at most this many decimals; only doubles close to 0 have more. */
const MOST_DECIMALS = 100;

/** Undefined for a number that is not finite. */
export function roundTo(number: number, decimals: number): number | undefined {
  return Number.isFinite(number) ? Number(number.toFixed(Math.min(decimals, MOST_DECIMALS))) : undefined;
}

export function decimalsOf(number: number): number {
  if (Number.isInteger(number)) {
    return 0;
  }
  const [digits = '', exponent = '0'] = String(number).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}
