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

  it('are told apart to their end, however long they are', () => {
    const check = jest.fn(() => []);
    const checker = new ConfigChecker({ check, accepts: () => true, keys: [], secretKeys: [] }, nodeHashes);
    const long = 'x'.repeat(10_000);
    [`${long}1`, `${long}2`, `${long}1`].forEach((key) => checker.check({ key }));
    expect(check).toHaveBeenCalledTimes(2);
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
