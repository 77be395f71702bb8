import fc from 'fast-check';
import type { InputItem } from '../../../src/io/events/readEvents';
import { createSource, cutAt, cutEvery, listMessages, readAll, summarize } from './input';

const samples = {
  NDJSON:
    '\ufeff\r\n{"a":"\u00e4\u20ac\ud83d\ude00\u2028"}\r\n\n"\\"\\\\"\nbad \u20ac\n"far too long for it"\n[1]\n7',
  'an array':
    '\ufeff\n[{"a":"\u00e4\u20ac\ud83d\ude00],"},\r\n "\\"\\\\" ,bad,"far too long for it",[1,[2]],\n,7] x',
  'an open array': ' [{"a":"\\\\"}, [1,"]"], "\ud83d\ude00"',
};

function describeItems(items: InputItem[]): unknown {
  return [summarize(items), listMessages(items)];
}

describe.each(Object.entries(samples))('%s', (_name, text) => {
  const bytes = Buffer.from(text);
  const options = { maxLineBytes: 20 };

  it('has a failure and an event, so that the tests below mean something', async () => {
    const items = await readAll(createSource(bytes), options);
    expect(items.filter((item) => 'value' in item).length).toBeGreaterThan(2);
    expect(items.filter((item) => 'error' in item).length).toBeGreaterThan(0);
  });

  it('is read alike when it is cut in two at any byte', async () => {
    const whole = describeItems(await readAll(createSource(bytes), options));
    for (let offset = 0; offset <= bytes.length; offset += 1) {
      expect(describeItems(await readAll(createSource(...cutAt(bytes, [offset])), options))).toEqual(whole);
    }
  });

  it('is read alike in chunks of any size', async () => {
    const whole = describeItems(await readAll(createSource(bytes), options));
    for (let size = 1; size < bytes.length; size += 1) {
      expect(describeItems(await readAll(createSource(...cutEvery(bytes, size)), options))).toEqual(whole);
    }
  });
});

it('reads a long line that comes in many chunks', async () => {
  const value = { numbers: Array.from({ length: 60_000 }, (_, index) => index) };
  const text = JSON.stringify(value);
  const items = await readAll(createSource(...cutEvery(`${text}\n2\n${text}`, 10_000)));
  expect(summarize(items)).toEqual([
    [1, value],
    [2, 2],
    [3, value],
  ]);
});

describe('any JSON values in any chunks', () => {
  const values = fc.array(fc.jsonValue({ stringUnit: 'binary' }), { maxLength: 8 });
  const offsets = fc.array(fc.nat(400), { maxLength: 12 });

  it('come out of NDJSON as they went in', async () => {
    const property = fc.asyncProperty(values, offsets, async (written, cuts) => {
      // An object around each, because a first line that begins with "[" would be an array.
      const lines = written.map((value) => JSON.stringify({ value }));
      const items = await readAll(createSource(...cutAt(Buffer.from(lines.join('\n')), cuts)));
      expect(summarize(items)).toEqual(lines.map((line, index) => [index + 1, JSON.parse(line) as unknown]));
    });
    await fc.assert(property, { numRuns: 500 });
  });

  it('come out of an array as they went in', async () => {
    const property = fc.asyncProperty(values, offsets, fc.nat(2), async (written, cuts, indent) => {
      const bytes = Buffer.from(JSON.stringify(written, undefined, indent));
      const items = await readAll(createSource(...cutAt(bytes, cuts)));
      const read = JSON.parse(bytes.toString()) as unknown[];
      expect(summarize(items)).toEqual(read.map((value, index) => [index + 1, value]));
    });
    await fc.assert(property, { numRuns: 500 });
  });

  it('never make it throw, whatever the bytes', async () => {
    const bytes = fc.uint8Array({ maxLength: 60 });
    const jsonLike = fc.string({ maxLength: 60, unit: fc.constantFrom(...'{}[],:"\\1n \n\r'.split('')) });
    const property = fc.asyncProperty(fc.oneof(bytes, jsonLike), fc.nat(60), async (input, cut) => {
      const buffer = typeof input === 'string' ? Buffer.from(input) : Buffer.from(input);
      const items = await readAll(createSource(...cutAt(buffer, [cut])));
      expect(describeItems(items)).toEqual(describeItems(await readAll(createSource(buffer))));
    });
    await fc.assert(property, { numRuns: 1000 });
  });
});
