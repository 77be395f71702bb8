import { isScalar } from '../../../../src/runtime/destination/bindings/isScalar';

describe('$isScalar', () => {
  it.each([['a'], [' '], ['0'], [0], [-1.5], [true], [false]])('holds for %j', (value) => {
    expect(isScalar(value)).toBe(true);
  });

  it.each([[''], [undefined], [null], [[]], [['a']], [{}], [{ a: 1 }]])('does not hold for %j', (value) => {
    expect(isScalar(value)).toBe(false);
  });
});
