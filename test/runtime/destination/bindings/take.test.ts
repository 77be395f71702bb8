import { take } from '../../../../src/runtime/destination/bindings/take';

/** Objects with odd keys come from JSON, where `__proto__` is a key like any other. */
const parse = (text: string): unknown => JSON.parse(text);

describe('$take', () => {
  const table = { content_id: ['product_id', 'sku'], name: ['product_name', 'name'], price: ['price'] };

  it('takes the first source that has a value, in the order of the table', () => {
    const source = { price: 5, sku: 's-1', name: 'Shoe', colour: 'red', size: null };
    const { taken, rest } = take(source, table);
    expect(taken).toEqual({ content_id: 's-1', name: 'Shoe', price: 5 });
    expect(Object.keys(taken)).toEqual(['content_id', 'name', 'price']);
    expect(rest).toEqual({ colour: 'red' });
  });

  it('leaves the sources that it did not use', () => {
    expect(take({ sku: 's-1', product_id: 'p-1' }, table)).toEqual({
      taken: { content_id: 'p-1' },
      rest: { sku: 's-1' },
    });
  });

  it.each([[''], [null]])('passes over %j, which is in no part', (value) => {
    const source = { product_id: value, sku: 's-1' };
    expect(take(source, table)).toEqual({ taken: { content_id: 's-1' } });
  });

  it.each([[['p-1']], [{ id: 'p-1' }]])('passes over %j, which is nested', (value) => {
    const source = { product_id: value, sku: 's-1' };
    expect(take(source, table)).toEqual({ taken: { content_id: 's-1' }, apart: { product_id: value } });
  });

  it('keeps nested values and the keys of the last array apart, in the order of the object', () => {
    const source = { a: 1, kept: 2, b: { c: 3 }, deep: [4], sku: 's-1', none: null };
    const { taken, rest, apart } = take(source, table, undefined, ['deep', 'kept', 'sku', 'none']);
    expect({ taken, rest }).toEqual({ taken: { content_id: 's-1' }, rest: { a: 1 } });
    expect(JSON.stringify(apart)).toBe('{"kept":2,"b":{"c":3},"deep":[4]}');
  });

  describe('with an array of keys', () => {
    const sources = { content_id: ['product_id', 'sku'], uri: ['url'] };

    it('takes each from its sources, or from its own name, in the order of the array', () => {
      const source = { quantity: 2, uri: 'own', sku: 's-1', url: 'u' };
      const { taken, rest } = take(source, ['content_id', 'uri', 'quantity', 'size'], sources);
      expect(JSON.stringify(taken)).toBe('{"content_id":"s-1","uri":"u","quantity":2}');
      expect(rest).toEqual({ uri: 'own' });
    });

    it('takes each from its own name without sources', () => {
      expect(take({ a: 1, b: 2 }, ['b'])).toEqual({ taken: { b: 2 }, rest: { a: 1 } });
    });

    it('may be used with other sources', () => {
      const keys = ['id'];
      const source = { a: 1, b: 2 };
      expect(take(source, keys, { id: ['a'] }).taken).toEqual({ id: 1 });
      expect(take(source, keys, { id: ['b'] }).taken).toEqual({ id: 2 });
    });
  });

  it.each([[0], [false], [' '], [-1]])('does not pass over %j', (value) => {
    expect(take({ product_id: value, sku: 's-1' }, table).taken).toEqual({ content_id: value });
  });

  it('may take one source under two keys', () => {
    expect(take({ id: 5 }, { a: ['id'], b: ['id'] })).toEqual({ taken: { a: 5, b: 5 } });
  });

  it.each([[undefined], [null], ['text'], [5], [[{ sku: 's-1' }]]])('takes nothing from %j', (source) => {
    expect(take(source, table)).toEqual({ taken: {} });
  });

  it('takes nothing without a table', () => {
    expect(take({ a: 1 }, undefined)).toEqual({ taken: {}, rest: { a: 1 } });
  });

  it('reads own keys only', () => {
    const names = { a: ['constructor'], b: ['__proto__'], c: ['toString'] };
    expect(take({ x: 1 }, names)).toEqual({ taken: {}, rest: { x: 1 } });
    expect(take(parse('{"__proto__":1,"constructor":2}'), names).taken).toEqual({ a: 2, b: 1 });
  });

  it('keeps a key named __proto__ in what is left', () => {
    const { rest, apart } = take(parse('{"__proto__":1,"sku":"s-1"}'), table);
    expect(JSON.stringify(rest)).toBe('{"__proto__":1}');
    expect(apart).toBeUndefined();
    expect(JSON.stringify(take(parse('{"__proto__":{"a":1}}'), table).apart)).toBe('{"__proto__":{"a":1}}');
  });

  it('leaves the object as it was', () => {
    const source = Object.freeze({ sku: 's-1', colour: 'red' });
    take(source, table);
    expect(source).toEqual({ sku: 's-1', colour: 'red' });
  });
});
