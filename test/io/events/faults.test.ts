import fc from 'fast-check';
import { listMessages, readText } from './input';

async function describeFault(text: string): Promise<string> {
  const [message] = listMessages(await readText(text));
  return message?.replace('not JSON: ', '') ?? 'no fault';
}

describe('the message for a line that is not JSON', () => {
  it.each([
    ['not json', 'unexpected character at column 1'],
    ['{a:1}', 'unexpected character at column 2'],
    ['{"a":}', 'unexpected character at column 6'],
    ['{"a" 1}', 'unexpected character at column 6'],
    ['{"a":1,}', 'unexpected character at column 8'],
    ['{"a":[1,]}', 'unexpected character at column 9'],
    ['{"a":[1 2]}', 'unexpected character at column 9'],
    ['{"a":[1}', 'unexpected character at column 8'],
    ['{"a":1]', 'unexpected character at column 7'],
    ['{"a":undefined}', 'unexpected character at column 6'],
    ['{"a":01}', 'unexpected character at column 6'],
    ['  \u00e4', 'unexpected character at column 3'],
    ['{"a":1', 'it ends too early at column 7'],
    ['{"a":', 'it ends too early at column 6'],
    ['{', 'it ends too early at column 2'],
    ['{"a":"b', 'it ends too early at column 8'],
    ['{"a":"\\x"}', 'invalid escape in a string at column 7'],
    ['{"a":"\\u12g4"}', 'invalid escape in a string at column 7'],
    ['{"a":"b\tc"}', 'control character in a string at column 8'],
    ['{"a":"\\"\\u00e4"} {}', 'more text after the value at column 18'],
  ])('says for %j: %s', async (text, expected) => {
    expect(await describeFault(text)).toBe(expected);
  });

  it('gives row and column of a fault in an element of several rows', async () => {
    expect(await describeFault('[1,\n  {\n    "a": 1,\n    b: 2\n  }\n]')).toBe(
      'unexpected character at row 3, column 5 of the element',
    );
  });

  it('copes with nesting of any depth', async () => {
    expect(await describeFault('{"a":['.repeat(300_000))).toMatch(
      /^a fault somewhere inside the deeply nested/,
    );
  });

  it('copes with long words and strings', async () => {
    expect(await describeFault(`{"a":${'1'.repeat(5_000_000)}x}`)).toBe('unexpected character at column 6');
    expect(await describeFault(`{"a":"${'\\n'.repeat(2_000_000)}`)).toBe(
      'it ends too early at column 4000007',
    );
  });

  it.each([
    'secretvalue',
    '{"email":"secretvalue"',
    '{"email":secretvalue}',
    '{"email":"secretvalue\u0001"}',
    '{"email":"\\secretvalue"}',
    '{"email":"x"} secretvalue',
    '{secretvalue:1}',
    '[secretvalue]',
    '["a"] secretvalue',
    '["secretvalue',
  ])('never quotes the line %j', async (text) => {
    const [item] = await readText(text).then((items) => items.filter((each) => 'error' in each));
    const { error } = item as { error: Error };
    expect(`${error.message} ${JSON.stringify(error)} ${String(error.stack)}`).not.toMatch(/secret|email/);
    expect(error.cause).toBeUndefined();
  });

  it('is there whenever JSON.parse refuses, and at the place that V8 names, if it names one', async () => {
    const sample = JSON.stringify({ a: [1, -2.5e3, true, null, { 'b"': 'c\\n\u00e4' }], d: {} });
    const unit = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '1',
      '-',
      'e',
      '.',
      't',
      ' ',
      '\u0001',
    );
    const damaged = fc
      .tuple(fc.nat(sample.length), fc.nat(3), fc.string({ maxLength: 2, unit }))
      .map(([at, cut, added]) => `{"x":${sample.slice(0, at)}${added}${sample.slice(at + cut)}}`);
    const property = fc.asyncProperty(damaged, async (text) => {
      const message = findMessage(text);
      const fault = await describeFault(text);
      if (message === undefined) {
        expect(fault).toBe('no fault');
        return;
      }
      expect(fault).toMatch(/^(unexpected|it ends|invalid|control|more).* at column \d+$/);
      // V8 names the character after the backslash of a bad escape, and ours the backslash.
      const position = /^(?!Bad (?:escaped|Unicode)).* at position (\d+)/.exec(message)?.[1];
      if (position !== undefined) {
        // Of a bad word, such as 1x, ours names the beginning.
        const column = Number(/\d+$/.exec(fault)?.[0]);
        expect(column).toBeLessThanOrEqual(Number(position) + 1);
        expect(text.slice(column - 1, Number(position))).toMatch(/^[-+.\w]*$/);
      }
    });
    await fc.assert(property, { numRuns: 1000 });
  });
});

function findMessage(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as SyntaxError).message;
  }
}
