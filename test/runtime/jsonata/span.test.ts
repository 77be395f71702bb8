import { childrenOf, type Ast } from '../../../src/runtime/jsonata/ast';
import { parse } from '../../../src/runtime/jsonata/compile';
import { SourceMap } from '../../../src/runtime/jsonata/span';
import { readTokens } from '../../../src/runtime/jsonata/tokens';
import { kochavaExpressions } from '../workflow/kochavaExpressions';

/** The text of each node of an expression, from the root down. */
function texts(source: string): string[] {
  const map = new SourceMap(source);
  const visit = (node: Ast): string[] => {
    const span = map.spanOf(node);
    return [span ? source.slice(span.start, span.end) : '(nowhere)', ...childrenOf(node).flatMap(visit)];
  };
  return visit(parse(source));
}

describe('the tokens of an expression', () => {
  it.each([
    ['a /* b "c" */ + 1', ['a', '/* b "c" */', '+', '1']],
    ['$x/2/$y', ['$x', '/', '2', '/', '$y']],
    ['$replace(a, /[/]\\/b/i, "c")', ['$replace', '(', 'a', ',', '/[/]\\/b/i', ',', '"c"', ')']],
    ['"a\\"(" & \'b"\'', ['"a\\"("', '&', "'b\"'"]],
    ['`a b`.c..1.5e3', ['`a b`', '.', 'c', '..', '1.5e3']],
    ['$a in /b/', ['$a', 'in', '/b/']],
    ['a??b?:c~>d!=e', ['a', '??', 'b', '?:', 'c', '~>', 'd', '!=', 'e']],
  ])('%s', (source, expected) => {
    expect(readTokens(source).map(({ start, end }) => source.slice(start, end))).toEqual(expected);
  });
});

describe('where a node stands', () => {
  it.each([
    ['a ? (b) : {}', ['a ? (b) : {}', 'a', 'a', '(b)', 'b', 'b', '{}']],
    ['f(/* ) */ x)', ['f(/* ) */ x)', 'f', 'f', 'x', 'x']],
    ['$f("(", [])', ['$f("(", [])', '$f', '"("', '[]']],
    ['function($x) { $x[] }', ['function($x) { $x[] }', '$x[]']],
  ])('%s', (source, expected) => {
    expect(texts(source)).toEqual(expected);
  });

  // What is cut out of a text must mean what the node does, or a change of it would be another one than it says.
  it('holds for each node of Kochava: its text alone is the same expression', async () => {
    const different: string[] = [];
    let count = 0;
    for (const { text } of await kochavaExpressions()) {
      const map = new SourceMap(text);
      const visit = (node: Ast): void => {
        const span = map.spanOf(node);
        const own = span ? text.slice(span.start, span.end) : '';
        count += 1;
        if (!isStepOrCall(node) && meaning(parse(own)) !== meaning(node)) {
          different.push(own);
        }
        childrenOf(node).forEach(visit);
      };
      visit(parse(text));
    }
    expect(different).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  });
});

/** A step of a path, a call in tail position and a range inside an array are something else by themselves. */
function isStepOrCall(node: Ast): boolean {
  const isRange = node.type === 'binary' && node.value === '..';
  const isTail = node.type === 'lambda' && node.thunk === true;
  return node.type === 'name' || node.stages !== undefined || node.type === 'operator' || isRange || isTail;
}

/** A node without its places, and without what depends on the nodes around it. */
function meaning(root: Ast): string {
  // The sign of a number is an operator before it.
  const value = root.type === 'number' ? Math.abs(Number(root.value)) : 'value' in root ? root.value : '';
  const alone = {
    ...root,
    value,
    keepArray: 0,
    consarray: 0,
  };
  return JSON.stringify(alone, (key, part: unknown) => {
    const node = (part ?? {}) as Ast;
    if (node.type === 'lambda' && node.thunk) {
      return node.body;
    }
    return key === 'position' ? undefined : part instanceof RegExp ? part.source : part;
  });
}
