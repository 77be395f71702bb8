import fc from 'fast-check';
import jsonata from 'jsonata';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTokens } from '../../../src/runtime/jsonata/tokens';
import { formatExpression, layOutText } from '../../../src/tools/format/formatExpression';
import { expressions } from '../../runtime/jsonata/comparison';

const tokensOf = (text: string) => readTokens(text).map(({ start, end }) => text.slice(start, end));
const treeOf = (text: string) =>
  JSON.stringify(jsonata(text).ast(), (key, value: unknown) => (key === 'position' ? undefined : value));

function isParsable(text: string): boolean {
  try {
    jsonata(text);
    return true;
  } catch {
    return false;
  }
}

/** Every token and comment is still there, in the same order; the tree is the same; a second time changes nothing. */
function expectKept(text: string, width: number): void {
  const formatted = layOutText(text, width);
  expect(tokensOf(formatted)).toEqual(tokensOf(text));
  expect(treeOf(formatted)).toBe(treeOf(text));
  expect(layOutText(formatted, width)).toBe(formatted);
}

describe('the layout of an expression', () => {
  it.each([
    ['space', ' $first( a,b )+1 ', '$first(a, b) + 1'],
    ['a block', '($a:=1;$b :=2; $a+$b)', '($a := 1; $b := 2; $a + $b)'],
    ['a block with a broken first line', '(\n$a:=1;\n\n\n$a)', '(\n  $a := 1;\n\n  $a\n)'],
    ['paths, ranges and predicates', 'a . b [ 0 ] . ( c ) . [ 1 .. 3 ]', 'a.b[0].(c).[1..3]'],
    ['an order', 'a ^ ( > b , < c )', 'a^(>b, <c)'],
    ['a variable of a path', 'a @ $x . b # $i', 'a@$x.b#$i'],
    ['group-by', 'a { b : c }', 'a{b: c}'],
    ['a function with a signature', 'function ( $x ) < n : n > { $x }', 'function($x)<n:n> { $x }'],
    ['a regular expression', '$match( a , / x \\/ y /i )', '$match(a, / x \\/ y /i)'],
    ['a transform', '$ ~> | a | { "b" : 1 } , "c" |', '$ ~> |a|{"b": 1}, "c"|'],
    ['negation', '- a - - 1', '-a - -1'],
  ])('%s', (_, text, formatted) => {
    expect(formatExpression(text, 120)).toBe(formatted);
  });

  it('breaks what does not fit, the last argument of a call at the end of its line', () => {
    const text =
      '$map(items, function($item) { {"name": $item.name, "price": $item.price * $item.quantity} })';
    expect(formatExpression(text, 70)).toBe(
      [
        '$map(items, function($item) {',
        '  {"name": $item.name, "price": $item.price * $item.quantity}',
        '})',
      ].join('\n'),
    );
  });

  it('writes a row of conditions like the cases of a switch', () => {
    const text = 'type = "track" ? "an event" : type = "identify" ? "a user" : "something else"';
    expect(formatExpression(text, 60)).toBe(
      ['type = "track" ? "an event"', ': type = "identify" ? "a user"', ': "something else"'].join('\n'),
    );
  });

  it('indents the branches of a single condition', () => {
    expect(formatExpression('$exists(identifier) ? identifier : anonymousIdentifier', 40)).toBe(
      ['$exists(identifier)', '  ? identifier', '  : anonymousIdentifier'].join('\n'),
    );
  });

  it('breaks conditions before each operator', () => {
    expect(formatExpression('$exists(first) and $exists(second) and $exists(third)', 40)).toBe(
      ['$exists(first)', '  and $exists(second)', '  and $exists(third)'].join('\n'),
    );
  });

  it('keeps comments where they are', () => {
    const text = '(\n  $a := 1; /* one */\n  /* why */\n  $b := /* two */ 2;\n  $a + $b\n)';
    expect(formatExpression(text, 120)).toBe(text);
  });

  it('leaves an expression alone that cannot be parsed', () => {
    expect(formatExpression(' a +  (', 120)).toBe(' a +  (');
  });
});

describe('the meaning of an expression', () => {
  it('is kept for generated expressions with any space and comments between their tokens', () => {
    const gaps = fc.array(fc.constantFrom(' ', '\n', '\n\n', ' /* c */ ', '\n/* d */\n', ' /* e */\n'), {
      minLength: 1,
      maxLength: 20,
    });
    const property = fc.property(expressions, gaps, fc.constantFrom(120, 40, 12), (text, spaces, width) => {
      const spaced = tokensOf(text).reduce(
        (before, token, index) => before + (spaces[index % spaces.length] ?? ' ') + token,
        '',
      );
      fc.pre(isParsable(spaced) && treeOf(spaced) === treeOf(text));
      expectKept(spaced, width);
    });
    fc.assert(property, { numRuns: 400, seed: 20261129 });
  });

  const suite = process.env.JSONATA_SUITE;
  const isThere = suite !== undefined && existsSync(join(suite, 'groups'));
  (isThere ? it : it.skip)('is kept for the official suite', () => {
    const texts = readdirSync(join(suite ?? '', 'groups'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(json|jsonata)$/.test(file))
      .flatMap((file) => expressionsOf(file, readFileSync(join(suite ?? '', 'groups', file), 'utf8')))
      .filter(isParsable);
    expect(texts.length).toBeGreaterThan(900);
    for (const text of texts) {
      expectKept(text, 120);
      expectKept(text, 20);
    }
  });
});

function expressionsOf(file: string, text: string): string[] {
  if (file.endsWith('.jsonata')) {
    return [text];
  }
  const cases = JSON.parse(text) as { expr?: unknown } | { expr?: unknown }[];
  return [cases].flat().flatMap(({ expr }) => (typeof expr === 'string' ? [expr] : []));
}
