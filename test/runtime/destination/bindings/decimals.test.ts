import fc from 'fast-check';
import { decimalProduct } from '../../../../src/runtime/destination/bindings/decimalProduct';
import { decimalSum } from '../../../../src/runtime/destination/bindings/decimalSum';

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
