import { shapeOf } from '../../../../src/runtime/destination/bindings/shapeOf';

describe('$shapeOf', () => {
  it.each([
    ['1,299', 'a string of the shape "9,9"'],
    ['USD 12.50', 'a string of the shape "A 9.9"'],
    ['Größe 5', 'a string of the shape "A 9"'],
    ['1.'.repeat(40), `a string of the shape "${'9.'.repeat(10)}"`],
    [true, 'a boolean'],
    [5, 'a number'],
    [{}, 'an object'],
    [[], 'an array'],
  ])('of %j is %j', (value, expected) => {
    expect(shapeOf(value)).toBe(expected);
  });
});
