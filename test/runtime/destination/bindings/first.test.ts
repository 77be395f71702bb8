import { first } from '../../../../src/runtime/destination/bindings/first';

describe('$first', () => {
  it.each([
    [[undefined, null, 'a', 'b'], 'a'],
    [['', 'a'], ''],
    [[0, 1], 0],
    [[false, true], false],
    [[undefined, null], null],
    [[null, undefined], undefined],
    [[], undefined],
  ])('of %j is %j', (values, expected) => {
    expect(first(...values)).toBe(expected);
  });
});
