import { parse } from '../../../src/runtime/jsonata/compile';
import { SourceMap } from '../../../src/runtime/jsonata/span';
import { listExpressionMutations, negated } from '../../../src/tools/mutation/expressionMutations';
import { listTableMutations } from '../../../src/tools/mutation/tableMutations';
import { kochavaExpressions } from '../../runtime/workflow/kochavaExpressions';

/** The texts that an expression becomes. */
function mutants(text: string): string[] {
  return listExpressionMutations(parse(text), new SourceMap(text)).map(
    ({ edit }) => `${text.slice(0, edit.start)}${edit.text}${text.slice(edit.end)}`,
  );
}

describe('the changes of an expression', () => {
  it.each([
    ['"a"', ['"mutated"']],
    ['1.5', ['2.5']],
    ['true', ['false']],
    ['null', ['"mutated"']],
    ['$match(a, /b/i)', ['$match(a, /(?!)/)']],
    ['a ? b : c', ['a ? (c) : (b)']],
    ['a ? b', ['((a) ? false : true) ? b']],
    ['a ?? b', []],
    ['a ?: b', []],
    ['a = b', ['a != b']],
    ['a <= b', ['a < b']],
    ['a and b or c', ['a and b and c', 'a or b or c']],
    ['a in b', ['$not(a in b)']],
    ['{"a": b, "c": d}', ['{"c": d}', '{"a": b}']],
    ['{"a": b}', ['{}']],
    ['[a, b]', ['[b]', '[a]']],
    ['[a]', []],
    ['x{a: b}', ['x{}']],
    ['$own(a, b[], c)', ['$own(b[], c)', '$own(a, c)', '$own(a, b[])']],
    ['$own(a)', []],
    ['$substring(a, b)', []],
    ['a[b = c]', ['a[b != c]']],
    ['function($x) { $x * 2 }', ['function($x) { $x / 2 }', 'function($x) { $x * 3 }']],
  ])('%s', (text, expected) => {
    expect(mutants(text)).toEqual(expected);
  });

  it('are expressions, and other ones, for all of Kochava', async () => {
    let count = 0;
    for (const { text } of await kochavaExpressions()) {
      for (const mutant of [...mutants(text), negated(text)]) {
        count += 1;
        expect(() => parse(mutant)).not.toThrow();
        expect(mutant).not.toBe(text);
      }
    }
    expect(count).toBeGreaterThan(1000);
  });
});

describe('the changes of a table', () => {
  it('drop each entry and change each value, and leave the table itself as it is', () => {
    const table = { a: 1, b: { c: ['x', true] } };
    const changes = listTableMutations(table).map(({ path, value }) => [path.join('.'), value]);
    expect(changes).toEqual([
      ['a', { b: { c: ['x', true] } }],
      ['a', { a: 2, b: { c: ['x', true] } }],
      ['b', { a: 1 }],
      ['b.c', { a: 1, b: {} }],
      ['b.c.0', { a: 1, b: { c: [true] } }],
      ['b.c.0', { a: 1, b: { c: ['mutated', true] } }],
      ['b.c.1', { a: 1, b: { c: ['x'] } }],
      ['b.c.1', { a: 1, b: { c: ['x', false] } }],
    ]);
    expect(table).toEqual({ a: 1, b: { c: ['x', true] } });
  });
});
