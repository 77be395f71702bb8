import { json } from '../../../../src/runtime/destination/bindings/json';

describe('$json', () => {
  it.each([
    [{ a: [1, 'b', null], c: {} }, '{"a":[1,"b",null],"c":{}}'],
    ['é/"', '"é/\\""'],
    [[undefined, NaN], '[null,null]'],
    [{ a: undefined, b: () => 1, c: Infinity }, '{"c":null}'],
    [null, 'null'],
    [0, '0'],
    [undefined, undefined],
    [() => 1, undefined],
  ])('of %p is %j', (value, expected) => {
    expect(json(value)).toBe(expected);
  });

  it('keeps a key named __proto__', () => {
    expect(json(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });
});
