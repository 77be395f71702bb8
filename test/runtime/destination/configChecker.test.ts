import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { ConfigChecker } from '../../../src/runtime/destination/configChecker';
import { nodeHashes } from '../../../src/runtime/destination/nodeHashes';

describe('settings', () => {
  it('are checked once per object and once per content', () => {
    const check = jest.fn(() => []);
    const checker = new ConfigChecker({ check, accepts: () => true, keys: [], secretKeys: [] }, nodeHashes);
    const config = { key: 'k' };
    checker.check(config);
    checker.check(config);
    checker.check({ key: 'k' });
    expect(check).toHaveBeenCalledTimes(1);
    checker.check({ key: 'other' });
    expect(check).toHaveBeenCalledTimes(2);
  });

  it('are compared in full, however long they are', () => {
    const check = jest.fn(() => []);
    const checker = new ConfigChecker({ check, accepts: () => true, keys: [], secretKeys: [] }, nodeHashes);
    const long = 'x'.repeat(10_000);
    [`${long}1`, `${long}2`, `${long}1`].forEach((key) => checker.check({ key }));
    expect(check).toHaveBeenCalledTimes(2);
  });

  it('of many keys have fast properties, and keep their order and their values', () => {
    const keys = ['__proto__', ...Array.from({ length: 60 }, (_, index) => `key${String(index)}`)];
    const checker = new ConfigChecker(
      { check: () => [], accepts: () => true, keys, secretKeys: [] },
      nodeHashes,
    );
    const { settings } = checker.check({ key3: 'three' });
    expect(Object.keys(settings)).toEqual(keys);
    expect(Object.entries(settings).filter(([, value]) => value !== undefined)).toEqual([['key3', 'three']]);
    setFlagsFromString('--allow-natives-syntax');
    // A function of V8, which a module cannot name.
    const isFast = runInThisContext('(value) => %HasFastProperties(value)') as (value: object) => boolean;
    expect(isFast(settings)).toBe(true);
    setFlagsFromString('--no-allow-natives-syntax');
  });

  it('are remembered within bounds', () => {
    const check = jest.fn(() => []);
    const checker = new ConfigChecker({ check, accepts: () => true, keys: [], secretKeys: [] }, nodeHashes);
    for (let number = 0; number < 1500; number += 1) {
      checker.check({ number });
    }
    checker.check({ number: 1499 });
    expect(check).toHaveBeenCalledTimes(1500);
    checker.check({ number: 0 });
    expect(check).toHaveBeenCalledTimes(1501);
  });
});
