import { firstFilled } from '../../../../src/runtime/destination/bindings/firstFilled';

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
