import { alignKeys, compare, formatDifference } from '../../../src/tools/goldens/compare';

const texts = (expected: unknown, actual: unknown) => compare(expected, actual).map(formatDifference);

describe('compare', () => {
  it('ignores the order of keys', () => {
    expect(texts({ a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 })).toEqual([]);
  });

  it('names each path that differs', () => {
    expect(
      texts({ requests: [{ data: { usertime: 1 } }] }, { requests: [{ data: { usertime: 2 } }] }),
    ).toEqual(['requests[0].data.usertime: expected 1, got 2']);
  });

  it('tells a missing value from null', () => {
    expect(texts({ a: null }, {})).toEqual(['a: expected null, got nothing']);
    expect(texts({}, { a: null })).toEqual(['a: expected nothing, got null']);
  });

  it('tells an array from an object and a number from its text', () => {
    expect(texts({ a: [] }, { a: {} })).toEqual(['a: expected [], got {}']);
    expect(texts(1, '1')).toEqual(['the result: expected 1, got "1"']);
  });

  it('compares arrays by index', () => {
    expect(texts([1, 2, 3], [1, 3])).toEqual(['[1]: expected 2, got 3', '[2]: expected 3, got nothing']);
  });

  it('sees own keys only', () => {
    expect(texts({}, JSON.parse('{"__proto__":1}'))).toEqual(['__proto__: expected nothing, got 1']);
    expect(texts({ toString: 1 }, {})).toEqual(['toString: expected 1, got nothing']);
  });
});

describe('alignKeys', () => {
  it('keeps the order of the golden and adds what is new at the end', () => {
    const aligned = alignKeys({ b: 1, a: { y: 1, x: 2 } }, { a: { x: 2, z: 3, y: 1 }, c: 3, b: 2 });
    expect(JSON.stringify(aligned)).toBe('{"b":2,"a":{"y":1,"x":2,"z":3},"c":3}');
  });
});
