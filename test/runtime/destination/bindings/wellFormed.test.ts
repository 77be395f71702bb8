import { wellFormed } from '../../../../src/runtime/destination/bindings/wellFormed';

describe('$wellFormed', () => {
  it.each([
    ['a\ud83d\ude00b', 'a\ud83d\ude00b'],
    ['\ud83d', '\ufffd'],
    ['a\ude00b', 'a\ufffdb'],
    ['\ud83d\ud83d\ude00', '\ufffd\ud83d\ude00'],
    [5, undefined],
    [undefined, undefined],
  ])('of %j is %j', (value, expected) => {
    expect(wellFormed(value)).toBe(expected);
  });
});
