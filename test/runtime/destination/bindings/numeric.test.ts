import { numeric } from '../../../../src/runtime/destination/bindings/numeric';

describe('$numeric', () => {
  it.each([
    [9.99, 9.99],
    [0, 0],
    [-5, -5],
    ['9.99', 9.99],
    ['0', 0],
    ['-5', -5],
    ['+5', 5],
    ['1e3', 1000],
    [' -1.5E-2 ', -0.015],
    ['.5', 0.5],
    ['5.', 5],
    ['007', 7],
    ['1.7976931348623157e308', 1.7976931348623157e308],
  ])('of %j is %j', (value, expected) => {
    expect(numeric(value)).toBe(expected);
  });

  it.each([
    [''],
    [' '],
    ['.'],
    ['-'],
    ['0x1'],
    ['0b1'],
    ['1,5'],
    ['1 000'],
    ['1_000'],
    ['1.2.3'],
    ['1e'],
    ['9.99 EUR'],
    ['Infinity'],
    ['NaN'],
    ['1e999'],
    ['٣'],
    [Infinity],
    [NaN],
    [true],
    [null],
    [undefined],
    [[5]],
    [{ valueOf: 5 }],
  ])('returns undefined for %p', (value) => {
    expect(numeric(value)).toBeUndefined();
  });
});
