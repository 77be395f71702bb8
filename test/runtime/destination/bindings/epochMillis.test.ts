import { epochMillis } from '../../../../src/runtime/destination/bindings/epochMillis';

describe('$epochMillis', () => {
  it.each([
    ['2020-01-17T10:23:51.206+05:30', 1579236831206],
    [1579236831206, 1579236831206],
    ['1 March 2026 UTC', Date.UTC(2026, 2, 1)],
    [true, 1],
    ['', undefined],
    ['soon', undefined],
    [0, undefined],
    [null, undefined],
    [undefined, undefined],
    [{ valueOf: 1, toString: 1 }, undefined],
    [['2026-03-01'], Date.UTC(2026, 2, 1)],
  ])('of %j is %j', (value, expected) => {
    expect(epochMillis(value)).toBe(expected);
  });
});
