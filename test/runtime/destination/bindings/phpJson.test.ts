import fc from 'fast-check';
import { phpJson } from '../../../../src/runtime/destination/bindings/phpJson';

// What PHP 8.2 gives for json_encode(json_decode($text, true)), unless a test says otherwise.

/** Leaves backslashes unchanged, so that a table shows the exact text. */
const raw = String.raw;

describe('$phpJson of a number', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['10', '10'],
    ['10.0', '10'],
    ['-1', '-1'],
    ['9.99', '9.99'],
    ['-9.99', '-9.99'],
    ['1.10', '1.1'],
    ['0.1', '0.1'],
    ['1234567.891', '1234567.891'],
    ['12345678901234.5', '12345678901234.5'],
    ['1125899906842623.5', '1125899906842623.5'],
  ])('%s is %s', (text, expected) => {
    expect(phpJson(JSON.parse(text))).toBe(expected);
  });

  it.each([
    ['1e-4', '0.0001'],
    ['0.00012345', '0.00012345'],
    ['1e-5', '1.0e-5'],
    ['0.00001234', '1.234e-5'],
    ['-1.5e-7', '-1.5e-7'],
    ['5e-324', '5.0e-324'],
    ['2.2250738585072014e-308', '2.2250738585072014e-308'],
  ])('%s is %s: an exponent below -4 is written', (text, expected) => {
    expect(phpJson(JSON.parse(text))).toBe(expected);
  });

  it.each([
    ['1e15', '1000000000000000'],
    ['1e16', '10000000000000000'],
    ['9007199254740991', '9007199254740991'],
    ['100000000000000000', '100000000000000000'],
    ['4611686018427388000', '4611686018427388000'],
    ['9223372036854775000', '9223372036854775000'],
    ['9223372036854775808', '9.223372036854776e+18'],
    ['123456789012345680000', '1.2345678901234568e+20'],
    ['1e21', '1.0e+21'],
    ['1e22', '1.0e+22'],
    ['1.5e300', '1.5e+300'],
    ['1.7976931348623157e308', '1.7976931348623157e+308'],
    ['-1.7976931348623157e308', '-1.7976931348623157e+308'],
  ])('%s is %s: integers have digits below 2^63', (text, expected) => {
    expect(phpJson(JSON.parse(text))).toBe(expected);
  });

  it('has the shortest digits that mean it', () => {
    expect(phpJson(0.1 + 0.2)).toBe('0.30000000000000004');
  });

  // PHP receives this text, since it is what is sent; from then on it is stable.
  it('is text that PHP reproduces, even if there are several ways to write the number', () => {
    expect(phpJson(1e17)).toBe('100000000000000000');
    expect(phpJson(-(2 ** 63))).toBe('-9.223372036854776e+18');
  });

  it('is null for NaN and infinity', () => {
    expect(phpJson([NaN, Infinity, -Infinity])).toBe('[null,null,null]');
  });
});

describe('$phpJson of a text', () => {
  it.each([
    ['slashes', '"/a//b/"', raw`"\/a\/\/b\/"`],
    ['a user agent', '"Mozilla/5.0 (iPhone)"', raw`"Mozilla\/5.0 (iPhone)"`],
    ['a backslash before a slash', raw`"a\\/b"`, raw`"a\\\/b"`],
    ['quotes and backslashes', raw`"\"\\"`, raw`"\"\\"`],
    ['what HTML escapes', `"<>&'"`, `"<>&'"`],
    ['control characters', raw`"\u0000\u0001\u001f"`, raw`"\u0000\u0001\u001f"`],
    [
      'control characters with short names',
      raw`"\u0008\u0009\u000a\u000b\u000c\u000d"`,
      raw`"\b\t\n\u000b\f\r"`,
    ],
    ['DEL, which is ASCII', raw`"\u007f"`, '"\u007f"'],
    ['the first characters beyond ASCII', raw`"\u0080\u00e9\u00FF"`, raw`"\u0080\u00e9\u00ff"`],
    ['line separators', raw`"\u2028\u2029"`, raw`"\u2028\u2029"`],
    ['Chinese', '"购买"', raw`"\u8d2d\u4e70"`],
    ['an emoji, as two halves', '"\u{1f600}"', raw`"\ud83d\ude00"`],
    ['a family of emojis', '"\u{1f468}\u200d\u{1f467}"', raw`"\ud83d\udc68\u200d\ud83d\udc67"`],
    ['the last characters of two bytes', raw`"\ud7ff\ue000\ufffd\uffff"`, raw`"\ud7ff\ue000\ufffd\uffff"`],
    ['the last character of all', '"\u{10ffff}"', raw`"\udbff\udfff"`],
    ['an escape that is only written out', raw`"\\ud83d \\u00e9"`, raw`"\\ud83d \\u00e9"`],
    ['nothing', '""', '""'],
  ])('writes %s', (_name, text, expected) => {
    expect(phpJson(JSON.parse(text))).toBe(expected);
  });

  // PHP refuses the whole body: "Single unpaired UTF-16 surrogate in unicode escape".
  it.each([
    [raw`"a\ud83d"`, raw`"a\ufffd"`],
    [raw`"\ude00b"`, raw`"\ufffdb"`],
    [raw`"\ude00\ud83d"`, raw`"\ufffd\ufffd"`],
    [raw`"\ud83d\ud83d\ude00"`, raw`"\ufffd\ud83d\ude00"`],
    [raw`{"\ud83d":"\\\ud83d"}`, raw`{"\ufffd":"\\\ufffd"}`],
  ])('puts U+FFFD for half a pair, which PHP would refuse: %s', (text, expected) => {
    expect(phpJson(JSON.parse(text))).toBe(expected);
  });
});

describe('$phpJson of objects and arrays', () => {
  it.each([
    ['null', 'null'],
    ['[true, false, null]', '[true,false,null]'],
    ['[]', '[]'],
    ['[[],[[]]]', '[[],[[]]]'],
    ['{"a": []}', '{"a":[]}'],
    ['{"b": 1, "a": {"d": "x/y", "c": [9.99, "é"]}}', raw`{"b":1,"a":{"d":"x\/y","c":[9.99,"\u00e9"]}}`],
    ['{"é/": 1}', raw`{"\u00e9\/":1}`],
    ['{"": 1}', '{"":1}'],
    ['{"7": "a"}', '{"7":"a"}'],
    ['{"__proto__": {"a": 1}, "constructor": 2}', '{"__proto__":{"a":1},"constructor":2}'],
    ['{"a": {"b": {"c": [{"d": 1e-7}]}}}', '{"a":{"b":{"c":[{"d":1.0e-7}]}}}'],
  ])('%s is %s', (text, expected) => {
    expect(phpJson(JSON.parse(text))).toBe(expected);
  });

  // PHP would make [] of each {}, and the signature would no longer fit.
  it.each([
    ['{"a": {}, "b": 1}', '{"b":1}'],
    ['{"a": {"b": {}, "c": {"d": {}}}, "e": 1e-7}', '{"e":1.0e-7}'],
    ['{"a": {"b": {}, "c": "d"}}', '{"a":{"c":"d"}}'],
    ['{"a": {"b": []}}', '{"a":{"b":[]}}'],
  ])('%s is %s: objects with nothing in them are left out', (text, expected) => {
    expect(phpJson(JSON.parse(text))).toBe(expected);
  });

  it('leaves out what JSON lacks', () => {
    expect(phpJson({ a: undefined, b: () => 1, c: 1 })).toBe('{"c":1}');
    expect(phpJson(undefined)).toBe('null');
  });
});

test('$phpJson says the same as the value, in ASCII', () => {
  const values = fc.jsonValue({ stringUnit: 'binary' }).filter((value) => !hasEmptyObject(value));
  fc.assert(
    fc.property(values, (value) => {
      const text = phpJson(value);
      expect(text).toMatch(/^[ -\u007f]*$/);
      expect(text).not.toMatch(/(?<!\\)\//);
      expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(value));
    }),
  );
});

function hasEmptyObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const items = Object.values(value);
  return (items.length === 0 && !Array.isArray(value)) || items.some(hasEmptyObject);
}
