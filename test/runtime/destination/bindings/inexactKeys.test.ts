import { inexactKeys } from '../../../../src/runtime/destination/bindings/inexactKeys';

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
