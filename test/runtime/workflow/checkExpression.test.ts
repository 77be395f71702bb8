import { TextDocument } from '../../../src/runtime/schema/document';
import { checkExpression } from '../../../src/runtime/workflow/checkExpression';
import { listExpressions } from '../../../src/runtime/workflow/expressions';

const bound = new Set(['first', 'eventNames', 'sum']);

function check(template: string, { allNamesKnown = true } = {}): string[] {
  const document = new TextDocument('w.yaml', `steps:\n  - name: one\n    template: |\n      ${template}\n`);
  return listExpressions(document)
    .flatMap((expression) => checkExpression(expression, allNamesKnown ? bound : undefined))
    .map(({ message, where }) => `${String(where.at?.line)}:${String(where.at?.column)} ${message}`);
}

describe('what is wrong with an expression', () => {
  it.each([
    ['a.b & $first(c, $eventNames.d) & $lowercase(e)'],
    ['($x := 1; $f := function($y) { $x + $y }; $f($x) & $outputs.one & $now() & $ & $$)'],
    ['items@$i#$n.{"i": $i, "n": $n}'],
    ['"a" ~> $uppercase ~> $pad(5)'],
    ['$substring("a", 1) & $string() & $split("a", /b/) & $join(["a"]) & $zip([1], [2], [3])'],
    ['$sum("not the function of the language")'],
    ['$map([1], function($v, $i) { $v })[0]'],
    ['$uppercase(a = 1 ? "x" : 5) & $max(b) & $merge([c, d]) & $sort(e, function($l, $r) { $l > $r })'],
  ])('finds nothing in %s', (template) => {
    expect(check(template)).toEqual([]);
  });

  it.each([
    ['$frist(a)', '4:7 nothing is bound to $frist; did you mean $first?'],
    ['a & $eventnames.b', '4:11 nothing is bound to $eventnames; did you mean $eventNames?'],
    ['a.b.$xyzzy', '4:11 nothing is bound to $xyzzy'],
    ['uppercase(a)', '4:7 nothing is bound to uppercase; did you mean $uppercase?'],
    ['$uppercase(5)', '4:18 argument 1 of $uppercase cannot be a number: its signature is <s-:s>'],
    ['$floor("5")', '4:14 argument 1 of $floor cannot be a string: its signature is <n-:n>'],
    ['$map([1], "x")', '4:17 argument 2 of $map cannot be a string: its signature is <af>'],
    ['$keys(a, 1)', '4:16 argument 2 of $keys cannot be a number: its signature is <x-:a<s>>'],
    ['$substringBefore()', '4:7 $substringBefore lacks an argument: its signature is <s-s:s>'],
    ['$not(a, b)', '$not takes no argument 2: its signature is <x-:b>'],
    ['a ~> $pad(1, 2)', '4:20 argument 3 of $pad cannot be a number: its signature is <s-ns?:s>'],
    ['1 +', '4:10 Unexpected end of expression (S0207)'],
  ])('finds it in %s', (template, expected) => {
    const [problem, ...others] = check(template);
    expect(problem).toContain(expected);
    expect(others).toEqual([]);
  });

  it('does not guess about names when a module binds names that are not known', () => {
    expect(check('$whatever(a)', { allNamesKnown: false })).toEqual([]);
  });
});
