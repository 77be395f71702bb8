import type { Bindings } from '../../src/jsonata/compile';

/** An expression that is easily got wrong. What it gives is not written down: the reference says. */
export interface Example {
  text: string;
  input?: unknown;
  bindings?: Bindings;
}

const order = {
  account: 'é',
  items: [
    { sku: 'b', price: 3, tags: ['x'], sizes: [1, 2] },
    { sku: 'a', price: 1.5, tags: [], sizes: [] },
    { sku: 'b', price: 2, tags: ['x', 'y'] },
  ],
  one: [{ sku: 'z', price: 9 }],
  empty: [],
  nested: [[1], [2, [3]], []],
  nothing: null,
  text: '12',
};

/** JSON text, because a literal with the key `__proto__` would set the prototype. */
const hostile: unknown = JSON.parse(
  `{"__proto__": {"a": 1}, "constructor": {"name": "x"}, "toString": "t", "hasOwnProperty": 5,
    "list": [{"length": 3}, {"__proto__": 4}, "text"]}`,
);

const over = (input: unknown, ...texts: string[]): Example[] => texts.map((text) => ({ text, input }));

/** Examples by what they are about. */
export const examples: Record<string, Example[]> = {
  'names that every object inherits': [
    ...over(hostile, '`__proto__`.a', 'constructor.name', 'toString', 'hasOwnProperty', 'valueOf', 'length'),
    ...over(hostile, 'list.length', 'list.`__proto__`', 'list.constructor', 'list.toString', '$keys($)'),
    ...over(hostile, '*.a', '**.length', '$lookup($, "valueOf")', '$spread($)', '$merge([$, {"a": 2}])'),
    ...over(order, 'constructor', 'items.constructor', '`__proto__`', 'text.length', 'items.length'),
    ...over(order, '{"__proto__": 1, "constructor": 2}', 'items{"toString": $sum(price)}', '$toString'),
    ...over(
      order,
      '$constructor',
      '($__proto__ := 1; $__proto__)',
      '($toString := 2; [$toString, $valueOf])',
    ),
  ],
  'bindings that hide built-in functions': [
    { text: '$sum', bindings: { sum: 3 } },
    { text: '$sum([1, 2])', bindings: { sum: (list: number[]) => list.length * 10 } },
    { text: '$sum([1, 2])', bindings: { sum: 3 } },
    { text: '$map([1, 2], $string)', bindings: { string: (value: unknown) => [value] } },
    { text: '{"a": 1} ~> |$|{"b": 2}|', bindings: { clone: null } },
    { text: '($count := 7; $count) & $string($count([1]))' },
    { text: '[$count(0), $count("a"), $count(true), $count({}), $count($sum), $type(1), $type($x)]' },
    { text: '$x & $y & $missing', bindings: { x: 1, y: undefined } },
    { text: '$exists(a) ? 1 : 2', input: { a: 1 }, bindings: { exists: () => false } },
    { text: 'a ?? 2', input: { a: 1 }, bindings: { exists: () => false } },
  ],
  'variables before, in and after what binds them': [
    ...over(
      order,
      '$x',
      '($x; $x := 1; $x)',
      '($x := 1; ($x := 2); $x)',
      '($x := 1; ($x := $x + 1; $x) + $x)',
    ),
    ...over(order, '(text ? $x := 1 : $x := 2; $x)', '(empty ? $x := 1; $x)', '(false and ($x := 1); $x)'),
    ...over(
      order,
      '($f := function() { $x }; $x := 1; $x := 2; $f())',
      '($x := 1; $f := function() {($x := 2)}; $f(); $x)',
    ),
    ...over(
      order,
      '($f := function($x) { $x := $x + 1 }; $f(1) & $x)',
      '($sum := 1; $sum)',
      '($f := $f; $f)',
    ),
    ...over(
      order,
      'items.($p := price; $p * 2)',
      '(items.($last := price); $last)',
      '($string($x := 3); $x)',
    ),
  ],
  'calls in tail position': [
    ...over(undefined, '($f := function($n) { $n = 0 ? "done" : $f($n - 1) }; $f(100000))'),
    ...over(undefined, '($f := function($n)<n:s> { $n = 0 ? "done" : $f($n - 1) }; $f(100000))'),
    ...over(
      undefined,
      '($even := function($n) { $n = 0 ? true : $odd($n - 1) }; $odd := function($n) { $n = 0 ? false : $even($n - 1) }; $even(100001))',
    ),
    // The context of such a call is that of the call that it ends.
    ...over(
      order,
      '($f := function() { $uppercase() }; items.sku.$f())',
      '($f := function() { $uppercase() }; $f())',
    ),
  ],
  'partial application': [
    ...over(
      order,
      '($f := $substring(?, 0, 1); $f("abc"))',
      '($f := $substring(?, ?); $f("abc", 1))',
      '$sum(?)([1, 2])',
    ),
    ...over(
      order,
      '($f := function($a, $b, $c) { [$a, $b, $c] }; $g := $f(?, 2, ?); $g(1, 3))',
      'substring(?, 1)',
    ),
    ...over(order, '($f := function($a)<n:n> { $a }; $f(?)("x"))', '(2)(?)', '$string(?)', '$append(?, 1)()'),
    ...over(
      order,
      '$sort(?, function($a, $b) { $a > $b })(5)',
      '|$|{"a": 1}|(?)({})',
      '[1, 2] ~> $map(?, $string)',
    ),
    { text: '$f(?, 2)(1)', bindings: { f: (first: unknown, second: unknown) => [first, second] } },
  ],
  'parents, focus and positions': [
    ...over(order, 'items.tags.%.sku', 'items.tags.%.%.account', 'items.{"sku": sku, "of": %.account}', '%'),
    ...over(order, 'items@$i.tags.($i.sku & $)', 'items#$n.(sku & $n)', 'items[price > 1]#$n[$n = 1].sku'),
    ...over(order, 'items@$i.items@$j[$i.sku = $j.sku and $i.price < $j.price].[$i.price, $j.price]'),
    ...over(
      order,
      'items^(price)#$n.{"n": $n, "p": price}',
      'items@$i#$n.tags[$n = 2]',
      'items@$i{$i.sku: $i.price}',
    ),
    ...over(order, '[]@$v.items.sku', 'items.tags#$t[%.price > 2]', 'empty@$e.$e', 'items.sizes^(>$).%.sku'),
  ],
  grouping: [
    ...over(
      order,
      'items{sku: price}',
      'items{sku: $sum(price)}',
      'items{sku: [price]}',
      'items{sku: $}',
      'empty{"a": 1}',
    ),
    ...over(
      order,
      'items{"a": price, "a": sku}',
      'items{price: sku}',
      'items.{sku: price}',
      'missing{"a": 1}',
      '[]{}.a',
    ),
    ...over(
      order,
      'items{sku: price, "all": $count($)}',
      '{"b": 1, "2": 2, "1": 3}',
      'one{sku: price}',
      '{"_jsonata_lambda": true}',
    ),
    ...over([{ k: 'a' }, { k: 'a' }], '${k: $count($)}', '{"n": $count($), "k": k}', '$.{"k": k}'),
  ],
  transforms: [
    ...over(
      order,
      '$ ~> |items|{"price": price * 2}|',
      '$ ~> |items|{}, "tags"|',
      '$ ~> |items|{"a": 1}, ["sku", "tags"]|',
    ),
    ...over(
      order,
      '$ ~> |**[sku = "b"]|{"found": true}|',
      '$ ~> |missing|{"a": 1}|',
      '|items|{"a": 1}|()',
      '5 ~> |$|{}|',
    ),
    ...over(order, '$ ~> |items|5|', '$ ~> |items|{}, 5|', '$ ~> |items|{}, ["a", 5]|', 'missing ~> |$|{}|'),
    ...over(order, '$map(items, |$|{"n": 1}|)', '($ ~> |items|{"price": 0}|).items.price & items.price'),
  ],
  sequences: [
    ...over(
      order,
      'one.sku',
      'one.sku[]',
      'one[].sku',
      'items[0].sku[]',
      'text[]',
      'missing[]',
      '[missing]',
      'empty',
      '[empty]',
    ),
    ...over(
      order,
      'nested',
      'nested[0]',
      'nested.$',
      'nested.$[0]',
      'nested[[0..1]]',
      '[nested]',
      'nested[-1]',
      'nested[2]',
    ),
    ...over(
      order,
      'items[1.9].sku',
      'items[-1].sku',
      'items[[0, 2]].sku',
      'items.tags',
      'items.tags[0]',
      '(items.tags)[0]',
    ),
    ...over(
      order,
      '[1..3].($ * 2)',
      '[1..1]',
      '[3..1]',
      '["abc"][0].$uppercase($)',
      '["ab"][0].(1)',
      '[[1, 2]].$',
      '[[]].a',
    ),
    ...over(
      order,
      '*',
      '**',
      'one.*',
      'nested.*',
      'nested.**',
      '$count(**)',
      '(items[price < 0])[0]',
      '[null][0]',
      '[].a',
    ),
    ...over(
      [1, [2, 3], { a: [4] }],
      '$',
      '$[0]',
      '$[1]',
      '$[2].a',
      '*',
      '**',
      '$$',
      '$count($)',
      'a',
      '$.a[]',
      '$string()',
    ),
    ...over([], '$', '$[0]', '**', '*', '$count($)', '[]', '$exists($)', '$$[0]', 'a.b'),
    ...over([[]], '$', '$[0]', '**', '$count($)', '$.$'),
  ],
  'regular expressions': [
    ...over(
      undefined,
      '$match("ababbxabb", /ab+/)',
      '$match("abc", /(x)?b/)',
      '$match("aXA", /a/i, 1)',
      '$match("b", /x*/)',
    ),
    ...over(
      undefined,
      '$replace("John Smith", /(\\w+)\\s(\\w+)/, "$2, $1 $0 $$ $9")',
      '$replace("aaa", /a/, "b", 2)',
    ),
    ...over(
      undefined,
      '$replace("abc", /b/, function($m) { $uppercase($m.match) })',
      '$replace("a", /a/, function() { 1 })',
    ),
    ...over(
      undefined,
      '$split("a1b22c", /\\d+/)',
      '$split("abc", /x/, 1)',
      '$contains("abc", /B/i)',
      '"abc" ~> /b/',
    ),
    ...over(
      undefined,
      '["a", "b"][$contains(/a/)]',
      '$filter(["a", "b"], /a/)',
      '$replace("x", "", "y")',
      '/a/(5)',
    ),
  ],
  chaining: [
    ...over(
      order,
      'text ~> $number ~> $string',
      '(text ~> $number)',
      'items.price ~> $sum()',
      '5 ~> 6',
      'text ~> missing',
    ),
    ...over(
      order,
      '($f := $trim ~> $uppercase; $f(" a "))',
      '($keys ~> $count)({"a": 1})',
      '($contains ~> $not)()',
    ),
    ...over(
      order,
      '({} ~> ($spread ~> $string))',
      '$string ~> $length ~> function($n) { $n }',
      'text ~> $substring(1)',
    ),
  ],
  'missing values and truth': [
    ...over(
      order,
      'missing = missing',
      'missing != 1',
      'nothing = null',
      'missing + 1',
      '-missing',
      'missing & "x"',
      'nothing & 1',
    ),
    ...over(
      order,
      'nothing ?? 1',
      'missing ?? 1',
      'nothing ?: 1',
      'empty ?: 1',
      '0 ?: 1',
      '"" ?: 1',
      '[0, 0] ?: 1',
      '{} ?: 1',
    ),
    ...over(
      order,
      '$boolean([0])',
      '$not(missing)',
      'missing in [1]',
      '1 in 1',
      'missing or true',
      '[] ? 1 : 2',
      '$f ? 1 : 2',
    ),
    ...over(
      order,
      '1 = "1"',
      '[1, {"a": 2}] = [1, {"a": 2}]',
      '$sum = $sum',
      'items[0] = items[0]',
      '1/0',
      '0/0',
      '1/0 + 1',
    ),
  ],
};

/** Expressions that fail, in ways that name what is wrong and where. */
export const failures: string[] = [
  ...[
    '"a" + 1',
    '1 - "a"',
    '1 < "a"',
    'true < 1',
    '-"a"',
    '[1..1.5]',
    '["a"..2]',
    '$sum("a")',
    '$substring(1)',
    '5()',
  ],
  ...[
    '"x"()',
    'true()',
    'sum([1])',
    '$nope(1)',
    '{1: 2}',
    '$error("no")',
    '$assert(false, "no")',
    '$number("x")',
    '1 ~> 2',
  ],
  ...[
    'items^(tags)',
    '[1, "a"]^($)',
    '$ ~> |items|5|',
    '$ ~> |items|{}, 5|',
    '$sort([1, "a"])',
    '$single([1, 2])',
    '$toMillis("x")',
  ],
  ...[
    'items.(price + sku)',
    '1 +\n  "a"',
    '(\n  $x := 1;\n  $x & $length(5)\n)',
    '$map([1], function($x) { $uppercase($x) })',
  ],
  ...[
    '($A := function() { $min(2, 3) }; $A())',
    '1 and $length(5)',
    '$pad("a")',
    '$reduce([1], function($a) { $a })',
  ],
];
