import { BoundedCache } from '../../src/runtime/boundedCache';

describe('a bounded cache', () => {
  it('makes each value once, until it is full', () => {
    const made: number[] = [];
    const cache = new BoundedCache<number, string>(2);
    const get = (key: number) =>
      cache.get(key, (asked) => {
        made.push(asked);
        return `value ${String(asked)}`;
      });
    expect([1, 2, 1, 2, 1].map(get)).toEqual(['value 1', 'value 2', 'value 1', 'value 2', 'value 1']);
    expect(made).toEqual([1, 2]);
    get(3);
    get(1);
    expect(made).toEqual([1, 2, 3, 1]);
  });

  it('keeps nothing of what failed', () => {
    const cache = new BoundedCache<string, string>(2);
    const fail = () => {
      throw new Error('no');
    };
    expect(() => cache.get('a', fail)).toThrow('no');
    expect(cache.get('a', (key) => key)).toBe('a');
  });
});
