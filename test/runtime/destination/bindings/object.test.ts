import { object } from '../../../../src/runtime/destination/bindings/object';

describe('$object', () => {
  it.each([[[1]], ['a'], [5], [null], [undefined]])('returns undefined for %j', (value) => {
    expect(object(value)).toBeUndefined();
  });

  it('gives an object as it is', () => {
    const value = { a: 1 };
    expect(object(value)).toBe(value);
  });
});
