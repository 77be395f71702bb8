import { BoundedMap } from '../../../src/io/sandbox/boundedMap';
import { Ledger } from '../../../src/io/sandbox/record';

describe('a bounded map', () => {
  it('forgets the oldest entries beyond its number', () => {
    const map = new BoundedMap<number, string>(3, 1000);
    for (let key = 1; key <= 50; key += 1) {
      map.set(key, `v${String(key)}`, 1);
    }
    expect(map.last(10)).toEqual(['v48', 'v49', 'v50']);
    expect(map.last(1)).toEqual(['v50']);
    expect(map.get(47)).toBeUndefined();
  });

  it('forgets the oldest entries beyond its size', () => {
    const map = new BoundedMap<string, number>(100, 10);
    map.set('a', 1, 6);
    map.set('b', 2, 4);
    expect(map.last(9)).toEqual([1, 2]);
    map.set('a', 3, 5);
    map.set('c', 4, 1);
    expect(map.last(9)).toEqual([3, 2, 4]);
    map.set('d', 5, 1);
    expect(map.last(9)).toEqual([2, 4, 5]);
  });

  it('keeps nothing of what is larger than itself, and goes on', () => {
    const map = new BoundedMap<string, number>(100, 10);
    map.set('a', 1, 11);
    expect(map.get('a')).toBeUndefined();
    map.set('b', 2, 10);
    expect(map.get('b')).toBe(2);
  });
});

describe('the ledger', () => {
  it('counts exactly what it no longer keeps', () => {
    const ledger = new Ledger();
    const request = { method: 'POST', path: '/', status: 200, bytes: 1, headers: {}, body: 'x' };
    for (let number = 0; number < 12_000; number += 1) {
      ledger.add({ ...request, accepted: number % 3 > 0, notes: [`note ${String(number % 150)}`] });
    }
    expect(ledger.counts()).toMatchObject({ received: 12_000, accepted: 8000, refused: 4000 });
    expect(Object.keys(ledger.counts().notes)).toHaveLength(100);
    expect(ledger.last()).toHaveLength(10_000);
    expect(ledger.last()[0]?.number).toBe(2001);
  });

  it('keeps fewer requests when they are large', () => {
    const ledger = new Ledger();
    const request = {
      method: 'POST',
      path: '/',
      status: 200,
      accepted: true,
      notes: [],
      bytes: 1,
      headers: {},
    };
    for (let number = 0; number < 40; number += 1) {
      ledger.add({ ...request, body: 'x'.repeat(1024 * 1024) });
    }
    expect(ledger.last()).toHaveLength(31);
  });
});
