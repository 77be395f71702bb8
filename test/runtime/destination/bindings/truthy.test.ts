import { truthy } from '../../../../src/runtime/destination/bindings/truthy';

describe('$truthy', () => {
  it.each([
    [undefined, false],
    [null, false],
    ['', false],
    [0, false],
    [false, false],
    [[], true],
    [{}, true],
    ['0', true],
  ])('of %j is %j', (value, expected) => {
    expect(truthy(value)).toBe(expected);
  });
});
