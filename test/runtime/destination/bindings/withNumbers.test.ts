import { withNumbers } from '../../../../src/runtime/destination/bindings/withNumbers';

/** Objects with odd keys come from JSON, where `__proto__` is a key like any other. */
const parse = (text: string): unknown => JSON.parse(text);

describe('$withNumbers', () => {
  const keys = ['price', 'quantity', 'sum'];

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
    expect(withNumbers(list, ['0'])).toBe(list);
  });

  it('reads own keys only, and keeps odd ones', () => {
    const source = parse('{"__proto__":"1","price":"2"}');
    expect(JSON.stringify(withNumbers(source, ['price', 'constructor']))).toBe('{"__proto__":"1","price":2}');
    expect(JSON.stringify(withNumbers({ price: '2' }, ['toString', 'price']))).toBe('{"price":2}');
  });
});
