import { caseless } from '../../../../src/runtime/destination/bindings/caseless';

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

  it.each([[undefined], [null], [5], [true], [['A']], [{ A: 'A' }]])('returns undefined for %j', (value) => {
    expect(caseless(value)).toBeUndefined();
  });
});
