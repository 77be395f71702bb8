import { readEvents } from '../../../src/io/events/readEvents';
import { createSource, cutEvery, listMessages, readAll, readText, summarize } from './input';

describe('reading a JSON array', () => {
  it('yields each element with its number', async () => {
    expect(await readText('[{"a":1}, {"a":[2,{"b":"]"}]},\n"text", 4, null, [], {}]\n')).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 2, value: { a: [2, { b: ']' }] } },
      { line: 3, value: 'text' },
      { line: 4, value: 4 },
      { line: 5, value: null },
      { line: 6, value: [] },
      { line: 7, value: {} },
    ]);
  });

  it.each(['[]', ' [ ] ', '\ufeff[\n]\n'])('yields nothing for the empty array %j', async (text) => {
    expect(await readText(text)).toEqual([]);
  });

  it.each(['\ufeff[1]', '\n\n  [1]', '\ufeff \r\n\t[1]'])('finds the bracket in %j', async (text) => {
    expect(summarize(await readText(text))).toEqual([[1, 1]]);
    expect(summarize(await readAll(createSource(...cutEvery(text))))).toEqual([[1, 1]]);
  });

  it('is not misled by brackets, commas, quotes and backslashes in strings', async () => {
    const values = ['],[', '{"', '\\', '\\"', '"],', { '}': '\\\\"' }, 'x\\'];
    expect(summarize(await readText(JSON.stringify(values)))).toEqual(
      values.map((value, index) => [index + 1, value]),
    );
  });

  it('streams: the first elements come before the input is complete', async () => {
    const sizes: number[] = [];
    for await (const batch of readEvents(createSource('[1,2,', '    ', '3', ']'))) {
      sizes.push(batch.length);
    }
    expect(sizes).toEqual([2, 1]);
  });

  it('reads on after a bad element', async () => {
    expect(summarize(await readText('[1, nope, {"a":}, {"a" 1}, 2 3, {"b":1]}, }, 8]'))).toEqual([
      [1, 1],
      [2, 'LINE_NOT_JSON'],
      [3, 'LINE_NOT_JSON'],
      [4, 'LINE_NOT_JSON'],
      [5, 'LINE_NOT_JSON'],
      [6, 'LINE_NOT_JSON'],
      [7, 'LINE_NOT_JSON'],
      [8, 8],
    ]);
  });

  it('reports an element that is missing', async () => {
    const items = await readText('[1,,3,]');
    expect(summarize(items)).toEqual([
      [1, 1],
      [2, 'LINE_NOT_JSON'],
      [3, 3],
      [4, 'LINE_NOT_JSON'],
    ]);
    expect(listMessages(items)[0]).toBe(
      'not JSON: there is nothing between two commas or before the closing bracket',
    );
  });

  it('reports an element that is too long, and reads on', async () => {
    const text = `[1, "${'x'.repeat(40)}",\n            3, [${'4,'.repeat(30)}4], 5]`;
    const expected = [
      [1, 1],
      [2, 'LINE_TOO_LONG'],
      [3, 3],
      [4, 'LINE_TOO_LONG'],
      [5, 5],
    ];
    expect(summarize(await readText(text, { maxLineBytes: 10 }))).toEqual(expected);
    expect(summarize(await readAll(createSource(...cutEvery(text)), { maxLineBytes: 10 }))).toEqual(expected);
  });

  it('does not count the white space before an element to its length', async () => {
    expect(summarize(await readText('[         "12",         "123"]', { maxLineBytes: 4 }))).toEqual([
      [1, '12'],
      [2, 'LINE_TOO_LONG'],
    ]);
  });
});

describe('the end of a JSON array', () => {
  const unclosed = 'not JSON: the input ends before the end of the array';

  it.each([
    ['[', []],
    ['[1,', [1]],
    ['[1, {"a":', [1]],
    ['[1, "x', [1]],
    // The digits that follow may be missing.
    ['[1, 2', [1]],
    ['[1, {"a":2}', [1, { a: 2 }]],
    ['[1, {"a":2}\n', [1, { a: 2 }]],
    ['["a", "b"', ['a', 'b']],
  ])('is missing in %j, which is one failure', async (text, values) => {
    const items = await readText(text);
    expect(summarize(items)).toEqual([
      ...values.map((value, index) => [index + 1, value]),
      [values.length + 1, 'LINE_NOT_JSON'],
    ]);
    expect(listMessages(items)).toEqual([unclosed]);
  });

  it('is missing after an element that is too long', async () => {
    const items = await readText('[1, "1234567890', { maxLineBytes: 5 });
    expect(listMessages(items)).toEqual(['longer than 5 bytes', unclosed]);
  });

  it.each(['[1] x', '[1]]', '[1],', '[1]\n[2]\n[3]\n', '[1]{"a":1} [ "'])(
    'is followed by garbage in %j, which is one failure',
    async (text) => {
      const expected = [
        [1, 1],
        [2, 'LINE_NOT_JSON'],
      ];
      expect(summarize(await readText(text))).toEqual(expected);
      expect(summarize(await readAll(createSource(...cutEvery(text))))).toEqual(expected);
      expect(listMessages(await readText(text))).toEqual([
        'not JSON: more text after the array; a file that begins with "[" is read as one array',
      ]);
    },
  );
});
