import fc from 'fast-check';
import { amount } from '../../../../src/runtime/destination/bindings/amount';
import { decimalProduct } from '../../../../src/runtime/destination/bindings/decimalProduct';
import { decimalSum } from '../../../../src/runtime/destination/bindings/decimalSum';
import { firstFilled } from '../../../../src/runtime/destination/bindings/firstFilled';
import { inexactKeys } from '../../../../src/runtime/destination/bindings/inexactKeys';
import { shapeOf } from '../../../../src/runtime/destination/bindings/shapeOf';

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

describe('products and sums', () => {
  it.each([
    [0.1, 3, 0.3],
    [19.99, 3, 59.97],
    [1.005, 100, 100.5],
    [1e-7, 3, 3e-7],
    [1.1e-7, 1.1, 1.21e-7],
    [5, 4, 20],
    [1e308, 10, undefined],
    ['5', 4, undefined],
  ])('%j times %j is %j', (first, second, expected) => {
    expect(decimalProduct(first, second)).toBe(expected);
  });

  it.each([
    [[0.1, 0.2], 0.3],
    [[19.99, 5.01, 1], 26],
    [[0.1, 0.2, 0.3, 0.4], 1],
    [[7], 7],
    [7.5, 7.5],
    [[], undefined],
    ['7', undefined],
    [[1e308, 1e308], undefined],
  ])('the sum of %j is %j', (values, expected) => {
    expect(decimalSum(values)).toBe(expected);
  });

  it('are what whole cents give', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 20 }), (list) => {
        const sum = list.reduce((total, each) => total + each, 0);
        expect(decimalSum(list.map((each) => each / 100))).toBe(sum / 100);
      }),
    );
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 1000 }), (price, quantity) => {
        expect(decimalProduct(price / 100, quantity)).toBe((price * quantity) / 100 + 0);
      }),
    );
  });
});

describe('$shapeOf', () => {
  it.each([
    ['1,299', 'a string of the shape "9,9"'],
    ['USD 12.50', 'a string of the shape "A 9.9"'],
    ['Größe 5', 'a string of the shape "A 9"'],
    ['1.'.repeat(40), `a string of the shape "${'9.'.repeat(10)}"`],
    [true, 'a boolean'],
    [5, 'a number'],
    [{}, 'an object'],
    [[], 'an array'],
  ])('of %j is %j', (value, expected) => {
    expect(shapeOf(value)).toBe(expected);
  });
});

describe('$firstFilled', () => {
  it.each([
    [{ a: null, b: '  ', c: 0, d: 1 }, 'c'],
    [{ a: '', b: false }, 'b'],
    [{ a: null }, undefined],
    [Object.create({ a: 1 }) as object, undefined],
    ['text', undefined],
    [['x'], undefined],
    [null, undefined],
  ])('of %j is %j', (source, expected) => {
    expect(firstFilled(source, 'a', 'b', 'c', 'd')).toBe(expected);
    expect(firstFilled(source, ['a', 'b', 'c', 'd'])).toBe(expected);
  });
});

describe('$inexactKeys', () => {
  it.each([
    [{ a: 2 ** 53, b: 2 ** 53 - 1, c: -(2 ** 60), d: 1.5, e: '12345678901234567890', f: 1e21 }, ['a', 'c']],
    [{ a: 1 }, undefined],
    [{}, undefined],
    ['text', undefined],
    [null, undefined],
  ])('of %j is %j', (source, expected) => {
    expect(inexactKeys(source)).toEqual(expected);
  });
});
