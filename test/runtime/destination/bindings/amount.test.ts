import { amount } from '../../../../src/runtime/destination/bindings/amount';

const signs = { $: ['USD', 'CAD'], '€': ['EUR'], US$: ['USD'] };

describe('$amount', () => {
  it.each([
    [9.99, 'USD', 9.99],
    ['9.99', 'USD', 9.99],
    [' -1e3 ', 'USD', -1000],
    ['1,299.50', 'USD', 1299.5],
    ['1.299,50', 'EUR', 1299.5],
    ['1,299,000.25', 'USD', 1299000.25],
    ['$12.50', 'USD', 12.5],
    ['$ 12.50', 'CAD', 12.5],
    ['US$5', 'USD', 5],
    ['12.50 EUR', 'EUR', 12.5],
    ['eur12.50', 'EUR', 12.5],
    ['1.299,50\u00a0€', 'EUR', 1299.5],
    ['-$5.00', 'USD', -5],
    ['$-5.00', 'USD', -5],
    ['+5', 'USD', 5],
  ])('of %j in %s is %j', (value, currency, expected) => {
    expect(amount(value, currency, signs)).toBe(expected);
  });

  it.each([
    ...[
      '1,299',
      '12,50',
      '1 299.50',
      "1'299.50",
      '1,29.50',
      '1.2,3',
      '1,00,000.50',
      '1.299.000',
      '--5',
      '-$-5',
    ],
    ...[
      'free',
      '',
      ' ',
      '€5',
      '5 EUR',
      '$5€',
      '£5',
      '0x10',
      '1e999',
      '5%',
      '(5.00)',
      '12.5.0',
      '.',
      ',',
      '$',
    ],
    ...[true, false, null, undefined, NaN, Infinity, {}, [], ['5'], 'constructor5', `${'1'.repeat(80)},5`],
  ])('of %j in USD is nothing', (value) => {
    expect(amount(value, 'USD', signs)).toBeUndefined();
  });

  it('trusts own keys of the table alone', () => {
    expect(amount('toString5', 'USD', signs)).toBeUndefined();
    expect(amount('$5', 'USD', undefined)).toBeUndefined();
  });

  it('takes no longer for a long string', () => {
    expect(amount(`${'1,'.repeat(50_000)}1`, 'USD', signs)).toBeUndefined();
  });
});
