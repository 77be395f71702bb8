import { isEmpty } from '../../../../src/runtime/destination/bindings/isEmpty';

describe('$isEmpty', () => {
  it.each([[undefined], [null], [''], [[]], [{}], [Object.create(null)]])('holds for %j', (value) => {
    expect(isEmpty(value)).toBe(true);
  });

  it.each([[0], [false], [' '], [[undefined]], [{ a: undefined }], [JSON.parse('{"__proto__":1}')]])(
    'does not hold for %j',
    (value) => {
      expect(isEmpty(value)).toBe(false);
    },
  );
});
