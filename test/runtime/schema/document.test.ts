import { secondsUsed } from '../../cpuTime';
import { TextDocument, type Path } from '../../../src/runtime/schema/document';

/** The line and column of a value, as an editor shows them. */
function placeOf(document: TextDocument, path: Path): string {
  const { at } = document.whereValue(path);
  return `${String(at?.line)}:${String(at?.column)}`;
}

function placeOfKey(document: TextDocument, path: Path): string {
  const { at } = document.whereKey(path);
  return `${String(at?.line)}:${String(at?.column)}`;
}

/** Each syntax error as `line:column message`. */
function problemsOf(text: string, file = 'file.yaml'): string[] {
  return new TextDocument(file, text).syntaxErrors.map(
    ({ message, where: { at } }) => `${String(at?.line)}:${String(at?.column)} ${message}`,
  );
}

const value = { name: 'x', steps: [{ name: 'a' }, { name: 'b', else: { name: 'c' } }] };

const layouts: [string, string, string][] = [
  ['block YAML', 'file.yaml', '# why\nname: x\nsteps:\n  - name: a\n  - name: b\n    else:\n      name: c\n'],
  [
    'block YAML with CRLF',
    'file.yaml',
    '# why\r\nname: x\r\nsteps:\r\n  - name: a\r\n  - name: b\r\n    else:\r\n      name: c\r\n',
  ],
  [
    'flow YAML',
    'file.yaml',
    '\n{ name: x,\n  steps: [\n    {name: a},\n    {name: b,\n     else:\n      {name: c}}]}\n',
  ],
  [
    'JSON',
    'file.json',
    '\n{ "name": "x",\n  "steps": [\n    {"name": "a"},\n    {"name": "b",\n     "else":\n      {"name": "c"}}]}\n',
  ],
  [
    'JSON with tabs',
    'file.json',
    '\n{\t"name": "x",\n\t"steps": [\n\t\t{"name": "a"},\n\t\t{"name": "b",\n\t\t\t"else":\n\t\t\t\t{"name": "c"}}\n\t]\n}\n',
  ],
  [
    'JSON with tabs and CRLF',
    'file.json',
    '\r\n{\t"name": "x",\r\n\t"steps": [\r\n\t\t{"name": "a"},\r\n\t\t{"name": "b",\r\n\t\t\t"else":\r\n\t\t\t\t{"name": "c"}}\r\n\t]\r\n}\r\n',
  ],
];

describe('values and places', () => {
  test.each(layouts)('%s has the value', (_, file, text) => {
    const document = new TextDocument(file, text);
    expect(document.syntaxErrors).toEqual([]);
    expect(document.value).toEqual(value);
  });

  test.each(layouts)('%s has its values and keys where they stand', (_, file, text) => {
    const document = new TextDocument(file, text);
    const lines = text.split(/\r?\n/);
    const textAt = ({ at }: ReturnType<TextDocument['whereKey']>) =>
      lines[(at?.line ?? 0) - 1]?.slice((at?.column ?? 0) - 1) ?? '';
    for (const [path, line, start] of [
      [['name'], 2, /^"?x/],
      [['steps', 0, 'name'], 4, /^"?a/],
      [['steps', 1, 'name'], 5, /^"?b/],
      [['steps', 1, 'else', 'name'], 7, /^"?c/],
    ] as const) {
      expect(document.whereValue(path).at).toMatchObject({ file, line });
      expect(textAt(document.whereValue(path))).toMatch(start);
      expect(document.whereKey(path).at).toMatchObject({ file, line });
      expect(textAt(document.whereKey(path))).toMatch(/^"?name"?:/);
    }
    expect(textAt(document.whereKey(['steps', 1, 'else']))).toMatch(/^"?else"?:/);
    expect(document.whereKey(['steps', 1, 'else']).at?.line).toBe(6);
  });

  test('columns count from 1', () => {
    const document = new TextDocument('file.yaml', 'a: 1\nb:\n  - c: 2\n');
    expect(placeOf(document, [])).toBe('1:1');
    expect(placeOf(document, ['a'])).toBe('1:4');
    expect(placeOfKey(document, ['a'])).toBe('1:1');
    expect(placeOf(document, ['b', 0])).toBe('3:5');
    expect(placeOf(document, ['b', 0, 'c'])).toBe('3:8');
  });

  test('a tab is one column, as in JSON.parse and in most editors', () => {
    const document = new TextDocument('file.json', '{\n\t\t"a": 1\n}');
    expect(placeOfKey(document, ['a'])).toBe('2:3');
    expect(placeOf(document, ['a'])).toBe('2:8');
  });

  test('a path that is not there is where its nearest parent is', () => {
    const document = new TextDocument('file.yaml', 'a: 1\nb:\n  c: 2\n');
    expect(placeOf(document, ['b', 'd', 'e'])).toBe('3:3');
    expect(placeOfKey(document, ['b', 'd'])).toBe('3:3');
    expect(placeOf(document, ['b', 'c', 'd'])).toBe('3:6');
    expect(placeOf(document, ['x', 0])).toBe('1:1');
    expect(placeOfKey(document, [])).toBe('1:1');
  });

  test('an empty file has a place too', () => {
    const document = new TextDocument('file.yaml', '');
    expect(document.value).toBeNull();
    expect(placeOf(document, ['a'])).toBe('1:1');
  });

  test.each(["'a b': 1\n", '"a b": 1\n'])('quoted key %j', (text) => {
    const document = new TextDocument('file.yaml', text);
    expect(placeOfKey(document, ['a b'])).toBe('1:1');
    expect(placeOf(document, ['a b'])).toBe('1:8');
    expect(document.whereKey(['a b']).frame).toContain('| ^^^^^\n'.trim());
  });

  test('keys that YAML takes for numbers, booleans or nothing', () => {
    const document = new TextDocument('file.yaml', '1: a\ntrue: b\n: c\n"2": d\n');
    expect(document.value).toEqual({ '1': 'a', true: 'b', '': 'c', '2': 'd' });
    expect(placeOf(document, ['1'])).toBe('1:4');
    expect(placeOf(document, ['true'])).toBe('2:7');
    expect(placeOf(document, [''])).toBe('3:3');
    expect(placeOf(document, ['2'])).toBe('4:6');
  });

  test('an alias is where its anchor is', () => {
    const document = new TextDocument('file.yaml', 'a: &x\n  b: 1\nc: *x\n');
    expect(document.value).toEqual({ a: { b: 1 }, c: { b: 1 } });
    expect(placeOf(document, ['c', 'b'])).toBe('2:6');
    expect(placeOfKey(document, ['c', 'b'])).toBe('2:3');
    expect(placeOfKey(document, ['c'])).toBe('3:1');
  });

  test('block scalars begin at their header', () => {
    const document = new TextDocument('file.yaml', 'a: |\n  one\n  two\nb: 1\n');
    expect(placeOf(document, ['a'])).toBe('1:4');
    expect(placeOf(document, ['b'])).toBe('4:4');
  });

  test('a key named __proto__ is a key', () => {
    for (const file of ['file.json', 'file.yaml']) {
      const document = new TextDocument(file, '{"__proto__": {"a": 1}}');
      expect(Object.keys(document.value as object)).toEqual(['__proto__']);
      expect(placeOf(document, ['__proto__', 'a'])).toBe('1:21');
    }
  });

  test('the frame has a caret under each character of the key', () => {
    const document = new TextDocument('file.json', '{\n\t"apikey": 1\n}');
    expect(document.whereKey(['apikey']).frame).toBe(
      ['  1 | {', '> 2 | \t"apikey": 1', '    | \t^^^^^^^^', '  3 | }'].join('\n'),
    );
  });
});

test('the frame has a caret under each character of a plain value, and one under the start of others', () => {
  const document = new TextDocument('file.yaml', 'a: some text\nb: {c: 1}\nd: |\n  x\n');
  const carets = (key: string) => /\^+/.exec(document.whereValue([key]).frame ?? '')?.[0];
  expect(['a', 'b', 'd'].map(carets)).toEqual(['^^^^^^^^^', '^', '^']);
});

describe('syntax errors', () => {
  test.each<[string, string[]]>([
    [
      'a: 1\nb: [1,\n',
      ['3:1 Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    ['a: b: c\n', ['1:4 a line is indented too far, or a value with ": " in it lacks quotes']],
    ['a:\n\tb: 1\n', ['2:1 Tabs are not allowed as indentation; use spaces']],
    ['a:\n  b: 1\n   c: 2\n', ['2:6 a line is indented too far, or a value with ": " in it lacks quotes']],
    ['a: @x\n', ['1:4 Plain value cannot start with reserved character @']],
    ['a: 1\n---\nb: 2\n', ['2:1 this starts a second YAML document; a file holds one']],
    ['a: 1\r\nb: "x\r\n', ['3:1 Missing closing "quote']],
  ])('%j', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['file.yaml', 'a: 1\nb: 2\na: 3\n', '3:1'],
    ['file.yaml', 's:\n  - {a: 1, a: 2}\n', '2:12'],
    ['file.json', '{\n\t"a": 1,\n\t"a": 2\n}', '3:2'],
  ])('a key that is there twice in %s', (file, text, place) => {
    expect(problemsOf(text, file)).toEqual([`${place} Map keys must be unique`]);
  });

  test('a text that starts with * and is no alias', () => {
    expect(problemsOf('a: 1\nb: *[0]\n')).toEqual(['2:4 Alias cannot be an empty string']);
    expect(problemsOf('a: *first\nb: *.second\n')).toEqual([
      '1:4 there is no anchor &first; a string that starts with * must be quoted',
      '2:4 there is no anchor &.second; a string that starts with * must be quoted',
    ]);
  });

  test('an alias inside its own anchor', () => {
    expect(problemsOf('a: &a\n  - *a\n')).toEqual(['2:5 *a stands inside &a, which has no end']);
  });

  test('aliases that would fill the memory', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const items = level === 0 ? 'x' : Array.from({ length: 9 }, () => `*a${String(level - 1)}`).join(', ');
      return `a${String(level)}: &a${String(level)} [${items}]`;
    });
    expect(problemsOf(levels.join('\n'))).toEqual([
      '1:1 Excessive alias count indicates a resource exhaustion attack',
    ]);
  });

  test.each<[string, string, string, string]>([
    ['too much YAML', 'file.yaml', `a: ${'x'.repeat(300_000)}`, '1:1 a YAML file may have 256 KiB'],
    ['deep flow YAML', 'file.yaml', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'Maximum|levels'],
    [
      'deep block YAML',
      'file.yaml',
      Array.from({ length: 600 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
      'levels',
    ],
    [
      'explicit keys',
      'file.yaml',
      '? '.repeat(20_000),
      '1:1 keys that are marked with \\? are not supported',
    ],
    ['quotes', 'file.yaml', '"'.repeat(250_000), '1:3 '],
    [
      'many aliases',
      'file.yaml',
      `a: &a 1\nb: [${'*a, '.repeat(20_000)}]`,
      '2:\\d+ a file may have 200 aliases',
    ],
    ['deep JSON', 'file.json', `${'['.repeat(500_000)}${']'.repeat(500_000)}`, '1:101 more than 100 levels'],
    ['much JSON that is not JSON', 'file.json', `[${'1,'.repeat(1_000_000)}]`, 'the comma before ] must go'],
  ])('%s is an error soon', (_, file, text, expected) => {
    const started = secondsUsed();
    const problems = problemsOf(text, file);
    expect(secondsUsed() - started).toBeLessThan(5);
    expect(problems).toEqual([expect.stringMatching(expected)]);
  });

  test('many keys are checked for duplicates quickly', () => {
    const text = Array.from({ length: 20_000 }, (_, at) => `k${String(at)}: 1\n`).join('');
    const started = secondsUsed();
    expect(problemsOf(text)).toEqual([]);
    expect(secondsUsed() - started).toBeLessThan(5);
  });

  test('a file with syntax errors has no value, and only a few of them are reported', () => {
    const document = new TextDocument('file.yaml', '['.repeat(1000));
    expect(document.value).toBeUndefined();
    expect(document.syntaxErrors.length).toBeLessThanOrEqual(10);
    expect(document.syntaxErrors[0]).toMatchObject({ code: 'FILE_SYNTAX', status: 400 });
  });
});

describe('a file named .json', () => {
  test.each<[string, string]>([
    ['a comment', '{\n  # a comment\n  "a": 1\n}'],
    ['a key without quotes', '{\n  a: 1\n}'],
    ['a text in single quotes', '{\n  "a": \'x\'\n}'],
    ['a text without quotes', '{\n  "a": yes\n}'],
    ['a number with a leading zero', '{\n  "a": 01\n}'],
    ['an anchor', '{\n  "a": &x 1\n}'],
  ])('is JSON, not YAML: %s', (_, text) => {
    expect(problemsOf(text, 'file.yaml')).toEqual([]);
    const [problem, ...others] = problemsOf(text, 'file.json');
    expect(problem).toMatch(/^2:\d+ this is not JSON$/);
    expect(others).toEqual([]);
  });

  test.each([
    ['{\n  "a": 1,\n}', '2:9', '}'],
    ['{\n\t"a": [1,]\n}', '2:9', ']'],
    ['{"a": [1,],\n"b" 2}', '1:9', ']'],
  ])('with a trailing comma is rejected at the comma: %j', (text, place, bracket) => {
    expect(problemsOf(text, 'file.json')).toEqual([
      `${place} the comma before ${bracket} must go: JSON allows none after the last item`,
    ]);
  });

  test.each<[string, string]>([
    ['{"a": "x, ]", "b": \'y\'}', '1:20'],
    ['{"a": "\\"", b: 1}', '1:13'],
    ['\uFEFF{"a": 01}', '1:8'],
    ['a: 1', '1:1'],
    ['"a": 1', '1:1'],
    ['', '1:1'],
  ])('%j goes wrong at %s', (text, place) => {
    expect(problemsOf(text, 'file.JSON')).toEqual([`${place} this is not JSON`]);
  });

  test('may have what the YAML parser stumbles over', () => {
    const document = new TextDocument(
      'file.json',
      `{"a"\n:1,"${'k'.repeat(2000)}":"\\ud83d\\ude00\\/\u007f"}`,
    );
    expect(document.syntaxErrors).toEqual([]);
    expect(document.value).toEqual({ a: 1, ['k'.repeat(2000)]: '😀/\u007f' });
  });

  test('may start with a byte order mark', () => {
    expect(new TextDocument('file.json', '\uFEFF{"a": 1}').value).toEqual({ a: 1 });
  });

  test('that ends too early is rejected at its end', () => {
    expect(problemsOf('{\n  "a": 1', 'file.json')).toEqual(['2:9 Flow map must end with a }']);
  });
});
