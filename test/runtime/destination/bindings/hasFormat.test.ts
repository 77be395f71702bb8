import { hasFormat } from '../../../../src/runtime/destination/bindings/hasFormat';

describe('$hasFormat', () => {
  it.each([
    ['203.0.113.24'],
    ['0.0.0.0'],
    ['255.255.255.255'],
    ['::1'],
    ['2001:db8::8a2e:370:7334'],
    ['::ffff:203.0.113.24'],
  ])('takes %j for an IP address', (value) => {
    expect(hasFormat(value, 'ipv4', 'ipv6')).toBe(true);
  });

  it.each([
    ['69.224.141.777'],
    ['203.0.113'],
    ['203.0.113.24/8'],
    ['203.0.113.24:80'],
    [' 203.0.113.24'],
    ['01.2.3.4'],
    ['[::1]'],
    ['fe80::1%eth0'],
    ['2001:db8::1::2'],
    ['localhost'],
    [''],
    [undefined],
    [null],
    [5],
    [['203.0.113.24']],
    [{}],
  ])('does not take %j for an IP address', (value) => {
    expect(hasFormat(value, 'ipv4', 'ipv6')).toBe(false);
  });

  it('asks for any one of the formats', () => {
    expect(hasFormat('::1', 'ipv4')).toBe(false);
    expect(hasFormat('203.0.113.24', 'ipv6')).toBe(false);
    expect(hasFormat('203.0.113.24')).toBe(false);
  });

  it.each([
    ['uuid', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'f81d4fae'],
    ['date-time', '2026-03-02T08:15:30.120Z', '2026-02-30T08:15:30Z'],
    ['email', 'ada@acme.example', 'ada@'],
    ['uri', 'https://acme.example/a', '/a'],
  ] as const)('knows %s', (name, good, bad) => {
    expect(hasFormat(good, name)).toBe(true);
    expect(hasFormat(bad, name)).toBe(false);
  });

  it('knows no format by an inherited name', () => {
    expect(hasFormat('a', 'constructor' as never)).toBe(false);
  });
});
