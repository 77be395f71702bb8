import { parseJson } from '../../../../src/runtime/destination/bindings/parseJson';

describe('$parseJson', () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    [' 5 ', 5],
    ['null', null],
    ['"a"', 'a'],
  ])('of %j is %j', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  it.each([
    [''],
    ['{'],
    ['undefined'],
    ['NaN'],
    ["{'a':1}"],
    ['<html>'],
    [undefined],
    [null],
    [5],
    [true],
    [{}],
  ])('returns undefined for %j', (value) => {
    expect(parseJson(value)).toBeUndefined();
  });
});
