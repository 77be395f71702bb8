import { InvalidArgumentError } from 'commander';

/** An option that is a percentage. */
export function parsePercent(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100)) {
    throw new InvalidArgumentError('It must be a number from 0 to 100.');
  }
  return value;
}

/** An option that is an integer between two bounds, inclusive. */
export function parseWhole(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most) {
      const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`It must be a whole number ${range}.`);
    }
    return number;
  };
}

export const parseCount = parseWhole(1);
export const parsePort = parseWhole(0, 65_535);
