import { isObject } from '../../isObject';
import { numeric } from './values';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
/** Thousands are told from decimals only where both signs are there. */
const COMMA_GROUPS = /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/;
const POINT_GROUPS = /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/;
/** A sign, a mark of the currency, a sign, the digits, a mark. */
const MARKED = /^([+-]?)\s?([^\d\s.,+-]{0,4})\s?([+-]?)([\d.,]{1,40})\s?([^\d\s.,+-]{0,4})$/;
const MOST_CHARACTERS = 64;

/**
 * An amount of money: a finite number, or a text that writes one without doubt. `"9.99"`, `"1,299.50"`, `"1.299,50"`, and with
 * the currency's own code or sign before or after it, `"$12.50"`; undefined for `"1,299"`, which may be either, for another
 * currency's mark, and for all else.
 *
 * @param currency three capital letters
 * @param signs a currency sign -> the currencies that it may stand for
 */
export function amount(value: unknown, currency: unknown, signs: unknown): number | undefined {
  const plain = numeric(value);
  if (plain !== undefined || typeof value !== 'string' || value.length > MOST_CHARACTERS) {
    return plain;
  }
  const [, outer = '', before = '', inner = '', digits = '', after = ''] = MARKED.exec(value.trim()) ?? [];
  if ((outer !== '' && inner !== '') || !agrees(before, currency, signs) || !agrees(after, currency, signs)) {
    return undefined;
  }
  const number = readDigits(digits);
  return number === undefined || (outer || inner) !== '-' ? number : -number;
}

function readDigits(digits: string): number | undefined {
  if (PLAIN.test(digits)) {
    return Number(digits);
  }
  if (COMMA_GROUPS.test(digits)) {
    return Number(digits.replaceAll(',', ''));
  }
  return POINT_GROUPS.test(digits) ? Number(digits.replaceAll('.', '').replace(',', '.')) : undefined;
}

function agrees(mark: string, currency: unknown, signs: unknown): boolean {
  if (mark === '' || mark.toUpperCase() === currency) {
    return true;
  }
  const known = typeof signs === 'object' && signs !== null && Object.hasOwn(signs, mark);
  const currencies: unknown = known ? (signs as Record<string, unknown>)[mark] : undefined;
  return Array.isArray(currencies) && currencies.includes(currency);
}

/** The product of two numbers, with no more decimals than both have together: 0.1 times 3 is 0.3. */
export function decimalProduct(first: unknown, second: unknown): number | undefined {
  if (typeof first !== 'number' || typeof second !== 'number') {
    return undefined;
  }
  return rounded(first * second, decimalsOf(first) + decimalsOf(second));
}

/** The sum of the numbers of a list, with no more decimals than the one that has most: 0.1 and 0.2 are 0.3. */
export function decimalSum(values: unknown): number | undefined {
  const numbers = (Array.isArray(values) ? (values as unknown[]) : [values]).filter(
    (value) => typeof value === 'number',
  );
  if (numbers.length === 0) {
    return undefined;
  }
  const sum = numbers.reduce((total, number) => total + number, 0);
  return rounded(sum, Math.max(...numbers.map(decimalsOf)));
}

/** toFixed takes at most this many, more than any double has that is not next to nothing. */
const MOST_DECIMALS = 100;

function rounded(number: number, decimals: number): number | undefined {
  return Number.isFinite(number) ? Number(number.toFixed(Math.min(decimals, MOST_DECIMALS))) : undefined;
}

function decimalsOf(number: number): number {
  if (Number.isInteger(number)) {
    return 0;
  }
  const [digits = '', exponent = '0'] = String(number).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}

const SHAPE_CHARACTERS = 20;

/** What kind of value it is, in words that keep the value itself out: `a string of the shape "9,9"`, `an array`. */
export function shapeOf(value: unknown): string {
  if (typeof value === 'string') {
    const shape = value
      .slice(0, MOST_CHARACTERS)
      .replace(/\d+/g, '9')
      .replace(/\p{L}+/gu, 'A')
      .slice(0, SHAPE_CHARACTERS);
    return `a string of the shape "${shape}"`;
  }
  if (Array.isArray(value)) {
    return 'an array';
  }
  return typeof value === 'object' && value !== null ? 'an object' : `a ${typeof value}`;
}

/** The first of the names, or of an array of them, under which an object has something: not missing, null or a blank string. */
export function firstFilled(source: unknown, ...names: (string | readonly string[])[]): string | undefined {
  if (!isObject(source)) {
    return undefined;
  }
  const [first] = names;
  for (const name of typeof first === 'object' ? first : (names as string[])) {
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    if (value !== undefined && value !== null && (typeof value !== 'string' || value.trim() !== '')) {
      return name;
    }
  }
  return undefined;
}

/** Numbers from here on are written with an exponent: measurements, of which nobody expects every digit. */
const FIRST_WITH_EXPONENT = 1e21;

/**
 * The names of an object's integers beyond 2^53 - 1 that are written digit by digit: the last of them are lost once JSON is
 * read. Undefined for none.
 */
export function inexactKeys(source: unknown): string[] | undefined {
  if (typeof source !== 'object' || source === null) {
    return undefined;
  }
  let found: string[] | undefined;
  for (const key of Object.keys(source)) {
    const value = (source as Record<string, unknown>)[key];
    if (typeof value === 'number' && isInexact(value)) {
      (found ??= []).push(key);
    }
  }
  return found;
}

function isInexact(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < FIRST_WITH_EXPONENT;
}
