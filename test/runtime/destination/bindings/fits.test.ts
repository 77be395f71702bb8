import fc from 'fast-check';
import { fits } from '../../../../src/runtime/destination/bindings/fits';

describe('$fits', () => {
  it.each([
    ['abc', 3],
    ['é', 2],
    ['€', 3],
    ['\u{1f600}', 4],
    ['"\n', 2],
    [{ a: 'é' }, 10],
    [[1, null, true], 13],
    [null, 4],
    [12345, 5],
    [{}, 2],
  ])('counts %j as %i bytes', (value, bytes) => {
    expect(fits(value, bytes)).toBe(true);
    expect(fits(value, bytes - 1)).toBe(false);
  });

  it('takes what is missing for nothing', () => {
    expect(fits(undefined, 0)).toBe(true);
  });

  it('says the same as counting does, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: -20, max: 20 }), (value, margin) => {
        const length = Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
        expect(fits(value, length + margin)).toBe(margin >= 0);
      }),
    );
  });
});
