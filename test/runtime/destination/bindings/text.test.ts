import { text } from '../../../../src/runtime/destination/bindings/text';

describe('$text', () => {
  it.each([
    [undefined, ''],
    [null, ''],
    [5, '5'],
    [1e21, '1e+21'],
    [true, 'true'],
    [['a', null, ['b', 5]], 'a,,b,5'],
    [{ toString: 1 }, '[object Object]'],
    [[{}], '[object Object]'],
  ])('of %j is %j', (value, expected) => {
    expect(text(value)).toBe(expected);
  });
});
