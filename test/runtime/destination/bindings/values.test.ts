import { caseless } from '../../../../src/runtime/destination/bindings/caseless';
import { isEmpty } from '../../../../src/runtime/destination/bindings/isEmpty';
import { isScalar } from '../../../../src/runtime/destination/bindings/isScalar';
import { numeric } from '../../../../src/runtime/destination/bindings/numeric';

describe('$caseless', () => {
  it.each([
    ['  Product Added ', 'product added'],
    ['iOS', 'ios'],
    ['\tÉté\n', 'été'],
    ['', ''],
    ['   ', ''],
  ])('of %j is %j', (value, expected) => {
    expect(caseless(value)).toBe(expected);
  });

  it.each([[undefined], [null], [5], [true], [['A']], [{ A: 'A' }]])('gives nothing for %j', (value) => {
    expect(caseless(value)).toBeUndefined();
  });
});

describe('$isScalar', () => {
  it.each([['a'], [' '], ['0'], [0], [-1.5], [true], [false]])('holds for %j', (value) => {
    expect(isScalar(value)).toBe(true);
  });

  it.each([[''], [undefined], [null], [[]], [['a']], [{}], [{ a: 1 }]])('does not hold for %j', (value) => {
    expect(isScalar(value)).toBe(false);
  });
});

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
  ])('gives nothing for %p', (value) => {
    expect(numeric(value)).toBeUndefined();
  });
});

describe('$isEmpty', () => {
  it.each([[undefined], [null], [''], [[]], [{}], [Object.create(null)]])('holds for %j', (value) => {
    expect(isEmpty(value)).toBe(true);
  });

  it.each([[0], [false], [' '], [[undefined]], [{ a: undefined }], [JSON.parse('{"__proto__":1}')]])(
    'does not hold for %j',
    (value) => {
      expect(isEmpty(value)).toBe(false);
    },
  );
});
