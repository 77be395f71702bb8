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
    get(2);
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

  it('forgets the oldest entries beyond its number', () => {
    const cache = new BoundedCache<number, string>(3, 1000);
    for (let key = 1; key <= 50; key += 1) {
      cache.set(key, `v${String(key)}`, 1);
    }
    expect(cache.last(10)).toEqual(['v48', 'v49', 'v50']);
    expect(cache.last(1)).toEqual(['v50']);
    expect(cache.find(47)).toBeUndefined();
  });

  it('forgets the oldest entries beyond its size', () => {
    const cache = new BoundedCache<string, number>(100, 10);
    cache.set('a', 1, 6);
    cache.set('b', 2, 4);
    expect(cache.last(9)).toEqual([1, 2]);
    cache.set('a', 3, 5);
    cache.set('c', 4, 1);
    expect(cache.last(9)).toEqual([3, 2, 4]);
    cache.set('d', 5, 1);
    expect(cache.last(9)).toEqual([2, 4, 5]);
  });

  it('keeps nothing of what is larger than itself, and goes on', () => {
    const cache = new BoundedCache<string, number>(100, 10);
    cache.set('a', 1, 11);
    expect(cache.find('a')).toBeUndefined();
    cache.set('b', 2, 10);
    expect(cache.find('b')).toBe(2);
  });
});
