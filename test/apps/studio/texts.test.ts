import { fuzzyMatch } from '../../../src/apps/studio/page/fuzzyMatch';
import { diffLines, withContext } from '../../../src/apps/studio/page/lineDiff';
import { jsonPositions } from '../../../src/apps/studio/page/jsonPositions';
import { countFields } from '../../../src/apps/studio/worker/fieldCounts';
import { MemoryFiles } from '../../../src/apps/studio/worker/memoryFiles';

describe('jsonPositions', () => {
  const textAt = (text: string, path: string) => {
    const place = jsonPositions(text).find((each) => each.path === path);
    return place && text.slice(place.from, place.to);
  };

  it('finds values with their keys, in objects and lists, whatever is in their texts', () => {
    const text = '{ "a": {"b": [1, {"c d": "}\\""}]},\n "e": null }';
    expect(textAt(text, 'a.b')).toBe('"b": [1, {"c d": "}\\""}]');
    expect(textAt(text, 'a.b[0]')).toBe('1');
    expect(textAt(text, 'a.b[1]["c d"]')).toBe('"c d": "}\\""');
    expect(textAt(text, 'e')).toBe('"e": null');
    expect(textAt(text, '')).toBe(text);
  });

  it('finds as much as possible in half-typed JSON', () => {
    expect(textAt('{"a": 1, "b": {"c": ', 'a')).toBe('"a": 1');
    expect(jsonPositions('')).toEqual([]);
    expect(jsonPositions('}{][')).not.toHaveLength(0);
  });
});

describe('fuzzyMatch', () => {
  const names = [
    'tables/events.json',
    'parts/event.yaml',
    'a-purchase-has-its-amount',
    'an-amount-of-a-purchase',
  ];
  const find = (query: string) => fuzzyMatch(names, query, (name) => name);

  it('finds texts by words in any order, the best first', () => {
    expect(find('amount purchase')).toEqual(['an-amount-of-a-purchase', 'a-purchase-has-its-amount']);
    expect(find('event')).toEqual(['parts/event.yaml', 'tables/events.json']);
    expect(find('vent')).toEqual(['parts/event.yaml', 'tables/events.json']);
    expect(find('')).toEqual(names);
    expect(find('event nothing')).toEqual([]);
  });

  it('finds the letters of a word in order, but not across words that a space or slash separates', () => {
    expect(find('prchs amnt')).toHaveLength(2);
    expect(find('tbljs')).toEqual([]);
    expect(find('(.*')).toEqual([]);
    expect(find('prch-"é\\[')).toEqual([]);
    expect(find('prch-amnt')).toEqual(['a-purchase-has-its-amount']);
  });
});

describe('diffLines', () => {
  it('keeps what two texts have in common', () => {
    expect(diffLines('a\nb\nc\nd', 'a\nc\nx\nd')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'old', text: 'b' },
      { kind: 'same', text: 'c' },
      { kind: 'new', text: 'x' },
      { kind: 'same', text: 'd' },
    ]);
  });

  it('gives both texts back, however they differ', () => {
    const [before, after] = ['a\na\nb\n\nc', 'a\nb\nb\nc\na'];
    const lines = diffLines(before, after);
    const side = (kind: string) =>
      lines.flatMap((line) => (line.kind === 'same' || line.kind === kind ? [line.text] : [])).join('\n');
    expect([side('old'), side('new')]).toEqual([before, after]);
  });

  it('leaves out what is far from a difference, once', () => {
    const lines = Array.from({ length: 20 }, (_, index) => String(index));
    const shown = withContext(diffLines(lines.join('\n'), ['x', ...lines].join('\n')), 2);
    expect(shown.map((line) => line?.text)).toEqual(['x', '0', '1', undefined]);
  });
});

describe('MemoryFiles', () => {
  const files = new MemoryFiles('/work', '/package');
  files.set('/work/d/a.yaml', 'A');
  files.set('/work/d/tables/t.json', '{}');

  it('finds files by any way of writing their paths', async () => {
    expect(await files.read('/work/./d/../d//a.yaml')).toBe('A');
    expect(files.join('/work/d/tables', '../a.yaml')).toBe('/work/d/a.yaml');
    expect(files.resolve('d/a.yaml')).toBe('/work/d/a.yaml');
    expect(files.join('.', './parts/x.yaml')).toBe('parts/x.yaml');
    await expect(files.read('/work/d/b.yaml')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('lists folders as Node does', () => {
    expect(files.filesIn('/work/d')).toEqual(['a.yaml']);
    expect(files.subfolders('/work/d')).toEqual(['tables']);
    expect([files.exists('/work/d'), files.exists('/work/x')]).toEqual([true, false]);
  });
});

describe('countFields', () => {
  it('counts requests that have a field, lists once, signed bodies too', () => {
    const request = (JSON: unknown, batch?: string) => ({
      body: { JSON, JSON_ARRAY: batch === undefined ? {} : { batch } },
    });
    const outcomes = [
      { requests: [request({ a: [{ b: 1 }, { b: 2 }] }), request({}, '{"a":[],"c":1}')] },
      { outcome: 'filtered' },
      undefined,
    ];
    expect(countFields(outcomes)).toEqual([
      { path: 'a', count: 2 },
      { path: 'a[].b', count: 1 },
      { path: 'c', count: 1 },
    ]);
  });
});
