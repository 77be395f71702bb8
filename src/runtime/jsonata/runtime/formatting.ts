import { JsonataError } from '../jsonataError';
import { builtIns } from './builtIns';

/**
 * `$formatNumber()`. For a picture with an exponent, the reference multiplies or divides by ten until the number
 * fits. This never ends for infinity (1e999 in the input), nor for values that convert to zero: if the function is
 * partially applied, it gets unchecked values such as `false`. Here, the former are out of range and the latter are
 * zero.
 */
export function formatNumber(this: unknown, value: unknown, picture: unknown, options: unknown): unknown {
  const { implementation } = builtIns.formatNumber;
  if (Number.isFinite(value) || typeof picture !== 'string' || !picture.includes('e')) {
    return implementation.call(this, value, picture, options);
  }
  const number = Number(value);
  if (Math.abs(number) === Infinity) {
    throw new JsonataError('D1001', { value });
  }
  return implementation.call(this, number === 0 ? number : value, picture, options);
}
