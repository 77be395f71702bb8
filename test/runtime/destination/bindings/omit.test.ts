import { omit } from '../../../../src/runtime/destination/bindings/omit';

/** Objects with odd keys come from JSON, where `__proto__` is a key like any other. */
const parse = (text: string): unknown => JSON.parse(text);

describe('$omit', () => {
  it.each<[unknown, unknown]>([
    ['a', { b: 2, c: 3 }],
    [['a', 'c', 'd'], { b: 2 }],
    [['a', 'b', 'c'], {}],
  ])('leaves %j out', (keys, expected) => {
    const source = Object.freeze({ a: 1, b: 2, c: 3 });
    expect(omit(source, keys)).toEqual(expected);
  });

  it.each<[unknown]>([[undefined], [[]], ['d'], [['toString', 'constructor']], [{ a: true }]])(
    'gives the object itself without %j',
    (keys) => {
      const source = { a: 1 };
      expect(omit(source, keys)).toBe(source);
    },
  );

  it.each([[undefined], [null], ['text'], [5], [[{ a: 1 }]]])('returns undefined for %j', (source) => {
    expect(omit(source, 'a')).toBeUndefined();
  });

  it('keeps a key named __proto__ a key, and may leave it out', () => {
    const source = parse('{"__proto__":1,"a":2,"b":3}');
    expect(JSON.stringify(omit(source, 'a'))).toBe('{"__proto__":1,"b":3}');
    expect(JSON.stringify(omit(source, '__proto__'))).toBe('{"a":2,"b":3}');
  });
});
