import { JsonArrayWriter } from '../../../src/io/service/jsonArrayWriter';

function write(items: readonly unknown[]): string {
  const writer = new JsonArrayWriter(() => ({ replaced: true }));
  items.forEach((item) => {
    writer.add(item);
  });
  return writer.end().toString('utf8');
}

function nested(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level += 1) {
    value = [value];
  }
  return value;
}

describe('the writer of JSON arrays', () => {
  it.each([0, 1, 7, 8, 9, 16, 17, 100])('writes %i items as JSON.stringify does', (count) => {
    const items = Array.from({ length: count }, (_, index) => ({
      index,
      text: index % 5 === 0 ? 'né €' : 'a"b',
    }));
    expect(write(items)).toBe(JSON.stringify(items));
  });

  it('has room for texts that are three times as long in UTF-8', () => {
    const items = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? 'x' : '€'.repeat(index * 50)));
    expect(write(items)).toBe(JSON.stringify(items));
  });

  it('replaces only the item that is nested too deeply', () => {
    const items = Array.from({ length: 10 }, (_, index) => (index === 4 ? nested(100_000) : index));
    expect(JSON.parse(write(items))).toEqual([0, 1, 2, 3, { replaced: true }, 5, 6, 7, 8, 9]);
  });

  it('escapes half a surrogate pair', () => {
    expect(write(['\ud800', '\u{1f600}'])).toBe('["\\ud800","\u{1f600}"]');
  });
});
