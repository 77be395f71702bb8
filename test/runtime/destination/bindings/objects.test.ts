import { take } from '../../../../src/runtime/destination/bindings/take';
import { valueAt } from '../../../../src/runtime/destination/bindings/valueAt';
import { withDefaults } from '../../../../src/runtime/destination/bindings/withDefaults';
import { withNumbers } from '../../../../src/runtime/destination/bindings/withNumbers';

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
    expect(take(source, table)).toEqual({ taken: { content_id: 's-1' }, nested: { product_id: value } });
  });

  it('keeps the keys of the second table apart, whatever they hold', () => {
    const source = { a: 1, kept: 2, b: { c: 3 }, deep: [4], sku: 's-1', none: null };
    expect(take(source, table, { kept: true, deep: true, sku: true, none: true })).toEqual({
      taken: { content_id: 's-1' },
      rest: { a: 1 },
      nested: { b: { c: 3 } },
      apart: { kept: 2, deep: [4] },
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
    const { rest, nested } = take(parse('{"__proto__":1,"sku":"s-1"}'), table);
    expect(JSON.stringify(rest)).toBe('{"__proto__":1}');
    expect(nested).toBeUndefined();
    expect(JSON.stringify(take(parse('{"__proto__":{"a":1}}'), table).nested)).toBe('{"__proto__":{"a":1}}');
  });

  it('leaves the object as it was', () => {
    const source = Object.freeze({ sku: 's-1', colour: 'red' });
    take(source, table);
    expect(source).toEqual({ sku: 's-1', colour: 'red' });
  });
});

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

describe('$withNumbers', () => {
  const keys = { price: true, quantity: true, sum: true };

  it('turns decimal texts under these keys into numbers, in their places', () => {
    const source = Object.freeze({ price: '9.99', name: '5', quantity: ' 2 ', sum: 3 });
    const result = withNumbers(source, keys);
    expect(result).toEqual({ price: 9.99, name: '5', quantity: 2, sum: 3 });
    expect(Object.keys(result as object)).toEqual(Object.keys(source));
    expect(source.price).toBe('9.99');
  });

  it.each([
    [{ price: 'free', quantity: '', sum: '0x1' }],
    [{ price: ['5'], quantity: null, sum: true }],
    [{}],
  ])('gives %j back as it is', (source) => {
    expect(withNumbers(source, keys)).toBe(source);
  });

  it.each([[undefined], [null], ['9.99'], [5]])('gives %j back as it is', (source) => {
    expect(withNumbers(source, keys)).toBe(source);
  });

  it('gives a list back as it is, although it has keys', () => {
    const list = ['5'];
    expect(withNumbers(list, { 0: true })).toBe(list);
  });

  it('reads own keys only, and keeps odd ones', () => {
    const source = parse('{"__proto__":"1","price":"2"}');
    expect(JSON.stringify(withNumbers(source, { price: true, constructor: true }))).toBe(
      '{"__proto__":"1","price":2}',
    );
    expect(JSON.stringify(withNumbers({ price: '2' }, { toString: true, price: true }))).toBe('{"price":2}');
  });
});

describe('$valueAt', () => {
  const message = { context: { device: { oaid: 'o-1', none: null }, list: [{ id: 1 }], text: 'abc' }, '': 5 };

  it.each([
    ['context.device.oaid', 'o-1'],
    ['context.device', message.context.device],
    ['context.device.none', null],
    ['context.list', message.context.list],
    ['', 5],
  ])('at %j finds %j', (path, expected) => {
    expect(valueAt(message, path)).toBe(expected);
  });

  it.each([
    ['context.device.imei'],
    ['context.device.none.more'],
    ['context.device.oaid.more'],
    ['context..device'],
    ['.context'],
    ['context.'],
    [' context'],
    // Neither lists nor texts have keys.
    ['context.list.0'],
    ['context.list.id'],
    ['context.list.length'],
    ['context.text.length'],
    ['context.text.0'],
    // What every object inherits is none of its own.
    ['__proto__'],
    ['constructor'],
    ['constructor.name'],
    ['context.toString'],
    ['context.device.__proto__.constructor'],
  ])('at %j finds nothing', (path) => {
    expect(valueAt(message, path)).toBeUndefined();
  });

  it('finds a key named __proto__ that an object has of its own', () => {
    expect(valueAt(parse('{"a":{"__proto__":{"b":"c"}}}'), 'a.__proto__.b')).toBe('c');
  });

  it.each([[undefined], [null], [5], [['context']], [{}]])(
    'finds nothing at %j, which is no path',
    (path) => {
      expect(valueAt(message, path)).toBeUndefined();
    },
  );

  it.each([[undefined], [null], ['text'], [5], [[1]]])('finds nothing in %j', (source) => {
    expect(valueAt(source, 'length')).toBeUndefined();
  });
});
