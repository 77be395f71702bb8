import { valueAt } from '../../../../src/runtime/destination/bindings/valueAt';

/** Objects with odd keys come from JSON, where `__proto__` is a key like any other. */
const parse = (text: string): unknown => JSON.parse(text);

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
    // Inherited properties are not found.
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
