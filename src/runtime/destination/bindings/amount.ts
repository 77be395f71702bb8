import type { Binding, BindingDocs } from './binding';
import { numeric } from './numeric';

export const docs: BindingDocs = {
  section: 'Values',
  signature: 'value, currency, signs',
  description:
    'an amount of money: a finite number, or the number that a string holds unambiguously, optionally with the code or sign of its currency; undefined for `"1,299"`, which can be read in two ways, and for the code or sign of another currency. `signs` is a table: sign -> array of currencies',
  examples: [
    { expression: '$amount("1,299.50", "EUR", {})', gives: 1299.5 },
    { expression: '$amount("$12.50", "USD", {"$": ["USD"]})', gives: 12.5 },
    { expression: '$amount("1,299", "EUR", {})', gives: undefined },
    { expression: '$amount("9.99 USD", "EUR", {})', gives: undefined },
  ],
};

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
/** Thousands separators are recognized only if both separators are present. */
const COMMA_GROUPS = /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/;
const POINT_GROUPS = /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/;
/** A sign, a currency mark, a sign, the digits, a currency mark. */
const MARKED = /^([+-]?)\s?([^\d\s.,+-]{0,4})\s?([+-]?)([\d.,]{1,40})\s?([^\d\s.,+-]{0,4})$/;
const MOST_CHARACTERS = 64;

/**
 * @param currency three capital letters
 * @param signs a currency sign -> the currencies that use it
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

export const binding: Binding = { run: amount, gives: 'number', shape: 'scalar' };
