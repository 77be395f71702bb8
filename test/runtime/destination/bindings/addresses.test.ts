import { hasAddress } from '../../../../src/runtime/destination/bindings/hasAddress';
import { publicAddress } from '../../../../src/runtime/destination/bindings/publicAddress';

describe('$publicAddress', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['203.0.113.7, 10.0.0.1', '203.0.113.7'],
    ['10.0.0.1,203.0.113.7', '203.0.113.7'],
    ['unknown, 203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:443', '203.0.113.7'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:DB8::1', '2001:DB8::1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:80', '203.0.113.7'],
    ['172.15.0.1', '172.15.0.1'],
    ['172.32.0.1', '172.32.0.1'],
    ['100.63.0.1', '100.63.0.1'],
    ['100.128.0.1', '100.128.0.1'],
    ['192.167.0.1', '192.167.0.1'],
    ['169.253.0.1', '169.253.0.1'],
    ['fbff::1', 'fbff::1'],
    ['fec0::1', 'fec0::1'],
    ['::2', '::2'],
  ])('of %j is %j', (value, expected) => {
    expect(publicAddress(value)).toBe(expected);
  });

  it.each([
    ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '127.0.0.1', '169.254.1.1', '100.64.0.1'],
    ...[
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      '0:0:0:0:0:0:0:1',
      'fe80::1',
      'febf::1',
      'FC00::1',
    ],
    ...['fdff::1', 'ff02::1', '::ffff:10.0.0.1', '10.0.0.1:80', '10.0.0.1, 192.168.0.1'],
  ])('of %j is nothing, though it is an address', (value) => {
    expect([publicAddress(value), hasAddress(value)]).toEqual([undefined, true]);
  });

  it.each([
    '',
    'unknown',
    '69.224.141.777',
    '203.0.113.7:',
    '203.0.113.7:port',
    '[203]',
    7,
    null,
    ['203.0.113.7'],
  ])('of %j is nothing, since it is no address', (value) => {
    expect([publicAddress(value), hasAddress(value)]).toEqual([undefined, false]);
  });

  it('does not read a list without end', () => {
    expect(publicAddress('10.0.0.1,'.repeat(100_000))).toBeUndefined();
  });
});
