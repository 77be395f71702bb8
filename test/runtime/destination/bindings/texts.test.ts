import fc from 'fast-check';
import { firstMatching } from '../../../../src/runtime/destination/bindings/firstMatching';
import { fits } from '../../../../src/runtime/destination/bindings/fits';
import { hasFormat } from '../../../../src/runtime/destination/bindings/hasFormat';
import { json } from '../../../../src/runtime/destination/bindings/json';
import { parseJson } from '../../../../src/runtime/destination/bindings/parseJson';
import { wellFormed } from '../../../../src/runtime/destination/bindings/wellFormed';

describe('$firstMatching', () => {
  const usable = '[^0\\s-]';

  it.each([
    [['00000000-0000-0000-0000-000000000000', '6D92078A-8246'], '6D92078A-8246'],
    [['', ' - ', 'a', 'b'], 'a'],
    [['0', '00-0 0'], undefined],
    [[undefined, null, 5, true, ['a'], { a: 'a' }, 'b'], 'b'],
    [[5, ['a']], undefined],
    [[], undefined],
  ])('of %j is %j, for ids', (values, expected) => {
    expect(firstMatching(usable, ...values)).toBe(expected);
  });

  it('gives the text as it is, blanks included', () => {
    expect(firstMatching(usable, ' a-0 ')).toBe(' a-0 ');
  });

  it('reads a pattern by characters, not by halves of them', () => {
    expect(firstMatching('^.$', '\u{1f600}')).toBe('\u{1f600}');
  });

  it('knows a pattern whenever it comes, also after many others', () => {
    for (let round = 0; round < 2; round += 1) {
      for (let number = 0; number < 250; number += 1) {
        expect(firstMatching(`^${number}$`, 'x', `${number}0`, `${number}`)).toBe(`${number}`);
      }
    }
  });
});

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

describe('$json', () => {
  it.each([
    [{ a: [1, 'b', null], c: {} }, '{"a":[1,"b",null],"c":{}}'],
    ['é/"', '"é/\\""'],
    [[undefined, NaN], '[null,null]'],
    [{ a: undefined, b: () => 1, c: Infinity }, '{"c":null}'],
    [null, 'null'],
    [0, '0'],
    [undefined, undefined],
    [() => 1, undefined],
  ])('of %p is %j', (value, expected) => {
    expect(json(value)).toBe(expected);
  });

  it('keeps a key named __proto__', () => {
    expect(json(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });
});

describe('$parseJson', () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    [' 5 ', 5],
    ['null', null],
    ['"a"', 'a'],
  ])('of %j is %j', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  it.each([
    [''],
    ['{'],
    ['undefined'],
    ['NaN'],
    ["{'a':1}"],
    ['<html>'],
    [undefined],
    [null],
    [5],
    [true],
    [{}],
  ])('gives nothing for %j', (value) => {
    expect(parseJson(value)).toBeUndefined();
  });
});

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

describe('$wellFormed', () => {
  it.each([
    ['a\ud83d\ude00b', 'a\ud83d\ude00b'],
    ['\ud83d', '\ufffd'],
    ['a\ude00b', 'a\ufffdb'],
    ['\ud83d\ud83d\ude00', '\ufffd\ud83d\ude00'],
    [5, undefined],
    [undefined, undefined],
  ])('of %j is %j', (value, expected) => {
    expect(wellFormed(value)).toBe(expected);
  });
});
