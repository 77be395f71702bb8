import { withDefaults } from '../../../../src/runtime/destination/bindings/withDefaults';

/** Objects with odd keys come from JSON, where `__proto__` is a key like any other. */
const parse = (text: string): unknown => JSON.parse(text);

describe('$withDefaults', () => {
  it('takes each field from the first object that has it, in the order of their first appearance', () => {
    const all = withDefaults({ a: 1, b: undefined }, undefined, { b: 2, c: 3 }, [4], { c: 5, d: null });
    expect(Object.entries(all)).toEqual([
      ['a', 1],
      ['b', undefined],
      ['c', 3],
      ['d', null],
    ]);
  });

  it('keeps a key named __proto__ a key', () => {
    expect(JSON.stringify(withDefaults({}, parse('{"__proto__":1}')))).toBe('{"__proto__":1}');
  });
});
