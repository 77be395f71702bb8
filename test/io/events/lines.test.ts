import { Readable } from 'node:stream';
import { createSource, cutEvery, listMessages, readAll, readText, summarize } from './input';

describe('reading NDJSON', () => {
  it('yields the value of each line with its number', async () => {
    const items = await readText('{"a":1}\n{"a":2}\n"text"\n3\nnull\n');
    expect(items).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 2, value: { a: 2 } },
      { line: 3, value: 'text' },
      { line: 4, value: 3 },
      { line: 5, value: null },
    ]);
  });

  it('counts a last line without a line feed', async () => {
    expect(summarize(await readText('1\n2'))).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it.each(['', '\n', '\r\n\n', ' \t\n \n ', '\ufeff', '\ufeff\n'])('yields nothing for %j', async (text) => {
    expect(await readText(text)).toEqual([]);
  });

  it('yields nothing for a source without a chunk', async () => {
    expect(await readAll(createSource())).toEqual([]);
  });

  it('skips blank lines but counts them', async () => {
    expect(summarize(await readText('\n\n1\n \t\n\r\n2\n'))).toEqual([
      [3, 1],
      [6, 2],
    ]);
  });

  it('accepts CRLF, also before the end and with the last CR alone', async () => {
    expect(summarize(await readText('{"a":1}\r\n\r\n2\r\n3\r'))).toEqual([
      [1, { a: 1 }],
      [3, 2],
      [4, 3],
    ]);
  });

  it('does not take a CR alone for the end of a line', async () => {
    expect(summarize(await readText('1\r2\n3'))).toEqual([
      [1, 'LINE_NOT_JSON'],
      [2, 3],
    ]);
  });

  it('strips a byte order mark at the start, but nowhere else', async () => {
    expect(summarize(await readText('\ufeff{"a":1}\n\ufeff2\n3'))).toEqual([
      [1, { a: 1 }],
      [2, 'LINE_NOT_JSON'],
      [3, 3],
    ]);
  });

  it('reports a byte order mark that is cut off as a line that is not JSON', async () => {
    expect(summarize(await readText(Buffer.from([0xef, 0xbb])))).toEqual([[1, 'LINE_NOT_JSON']]);
  });

  it('keeps raw U+2028, U+2029 and U+0085 inside a line', async () => {
    const value = { text: 'a\u2028b\u2029c\u0085d' };
    expect(summarize(await readText(`${JSON.stringify(value)}\n1`))).toEqual([
      [1, value],
      [2, 1],
    ]);
  });

  it('keeps __proto__ as JSON.parse does', async () => {
    const [item] = await readText('{"__proto__":{"polluted":1}}');
    const value = item && 'value' in item ? (item.value as { polluted?: unknown }) : {};
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value.polluted).toBeUndefined();
  });

  it('reads on after a line that is not JSON', async () => {
    expect(summarize(await readText('1\nnot json\n{"a":\n4'))).toEqual([
      [1, 1],
      [2, 'LINE_NOT_JSON'],
      [3, 'LINE_NOT_JSON'],
      [4, 4],
    ]);
  });

  it('survives bytes that are not UTF-8, between good lines', async () => {
    const bad = Buffer.concat([Buffer.from('1\n"a'), Buffer.from([0xff, 0xc3]), Buffer.from('"\n')]);
    const lone = Buffer.concat([Buffer.from([0xe2, 0x82]), Buffer.from('\n4\n')]);
    expect(summarize(await readText(Buffer.concat([bad, lone])))).toEqual([
      [1, 1],
      [2, 'a\ufffd\ufffd'],
      [3, 'LINE_NOT_JSON'],
      [4, 4],
    ]);
  });

  it('accepts a source of strings', async () => {
    const source = createSource('"\u00e4"\n').setEncoding('utf8');
    expect(summarize(await readAll(source))).toEqual([[1, '\u00e4']]);
  });
});

describe('a line that is too long', () => {
  const long = `"${'x'.repeat(40)}"`;
  const expected = [
    [1, 1],
    [2, 'LINE_TOO_LONG'],
    [3, 3],
  ];

  it('is a failure between good lines', async () => {
    const items = await readText(`1\n${long}\n3`, { maxLineBytes: 20 });
    expect(summarize(items)).toEqual(expected);
    expect(listMessages(items)).toEqual(['longer than 20 bytes']);
  });

  it('is a failure, too, when it comes in pieces, each of which is short', async () => {
    const source = createSource(...cutEvery(`1\n${long}\n3`));
    expect(summarize(await readAll(source, { maxLineBytes: 20 }))).toEqual(expected);
  });

  it('is a failure at the end of the input', async () => {
    expect(summarize(await readAll(createSource('1\n', long, long), { maxLineBytes: 20 }))).toEqual(
      expected.slice(0, 2),
    );
  });

  it('is measured in bytes, and the limit itself is allowed', async () => {
    const text = '"\u00e4\u00e4"\n"\u00e4\u00e4x"';
    expect(summarize(await readText(text, { maxLineBytes: 6 }))).toEqual([
      [1, '\u00e4\u00e4'],
      [2, 'LINE_TOO_LONG'],
    ]);
  });

  it('has a limit of 8 MiB unless another is given', async () => {
    const limit = 8 * 1024 * 1024;
    const items = await readText(`"${'x'.repeat(limit - 2)}"\n"${'x'.repeat(limit - 1)}"\n3`);
    expect(items.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(listMessages(items)).toEqual([`longer than ${limit} bytes`]);
  });

  it('is not held in memory', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    let most = 0;
    function* createChunks(): Generator<Buffer> {
      for (let count = 0; count < 1200; count += 1) {
        // A copy each time, so that holding the chunks would show.
        yield Buffer.from(megabyte);
        most = Math.max(most, process.memoryUsage().arrayBuffers);
      }
      yield Buffer.from('\n2\n');
    }
    const items = await readAll(Readable.from(createChunks()), { maxLineBytes: 1024 * 1024 });
    expect(summarize(items)).toEqual([
      [1, 'LINE_TOO_LONG'],
      [2, 2],
    ]);
    // Half of what is read: how late buffers are collected depends on the release of Node.
    expect(most).toBeLessThan(600 * 1024 * 1024);
  });
});
