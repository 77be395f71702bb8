import jsonata from 'jsonata';
import { compileExpression, type CompiledExpression } from '../../../src/runtime/jsonata/compile';
import type { JsonataError } from '../../../src/runtime/jsonata/jsonataError';
import { examples } from './caseTable';
import { compare, deepFreeze } from './comparison';
import { failures } from './failureTable';

describe.each(Object.entries(examples))('%s', (_, table) => {
  test.each(table.map((example) => [example.text, example] as const))('%s', async (_text, example) => {
    const { verdict, reference, compiled } = await compare(compileExpression, example, {});
    // `crashed`: the reference throws an error of JavaScript, where any answer of ours is as good.
    expect(verdict === 'crashed' ? 'same' : verdict).toBe(
      verdict === 'different' ? { reference, compiled } : 'same',
    );
  });
});

describe('errors', () => {
  const input = {
    items: [
      { price: 1, sku: 'a', tags: ['x'] },
      { price: 2, sku: 'b', tags: ['y', 'z'] },
    ],
  };

  test.each(failures)('%s', async (text) => {
    const reference = await jsonata(text).evaluate(input).then(succeeded, asError);
    const own = errorOf(() => compileExpression(text).evaluate(input));
    expect({ code: own.code, value: own.value, message: own.message }).toEqual({
      code: reference.code,
      value: reference.value,
      message: reference.message,
    });
  });

  test.each([
    ['"a" + 1', 'T2001', 5, '+'],
    ['$sum("a")', 'T0412', 5, 'sum'],
    ['2()', 'T1006', 2, 2],
    ['items^(tags)', 'T2008', 6, undefined],
    ['$ ~> |items|5|', 'T2011', 13, undefined],
    ['$ ~> |items|{}, 5|', 'T2012', 17, undefined],
    ['( $A := function(){$min(2, "3")}; $A() )', 'T0410', 23, 'min'],
  ])('%s is %s at %d', async (text, code, position, token) => {
    const reference = await jsonata(text).evaluate(input).then(succeeded, asError);
    const own = errorOf(() => compileExpression(text).evaluate(input));
    expect(own).toMatchObject({ code, position });
    expect(own.token).toBe(token);
    expect(reference).toMatchObject({ code });
  });

  test('have the line and the column behind the token', () => {
    const error = errorOf(() => compileExpression('(\n  $x := 1;\n  $x + "a"\n)').evaluate({}));
    expect(error).toMatchObject({ code: 'T2002', line: 3, column: 7 });
  });

  test.each([
    ['1 +', 'S0207', 1, 4],
    ['{\n  "a": 1,\n  "b" 2\n}', 'S0202', 3, 8],
    ['"a', 'S0101', 1, 3],
  ])('in the syntax of %j have a code, a line and a column', async (text, code, line, column) => {
    const error = errorOf(() => compileExpression(text));
    expect(error).toMatchObject({ name: 'JsonataError', code, line, column });
    const reference = await Promise.resolve()
      .then(() => jsonata(text))
      .then(succeeded, asError);
    expect(reference.code).toBe(code);
  });
});

describe('input', () => {
  test.each([
    '$ ~> |items|{"price": 0}, "sku"|',
    'items^(>price).sku[]',
    'empty{"a": 1}',
    'items[]',
    '$append(items, empty)[]',
    '$sort(items.price)',
    '(items.tags)[]',
    'items()',
  ])('is not changed by %s', async (text) => {
    const input = {
      items: [
        { price: 2, sku: 'a', tags: [] },
        { price: 1, sku: 'b' },
      ],
      empty: [],
    };
    const before = JSON.stringify(input);
    try {
      await compileExpression(text).evaluate(deepFreeze(input));
    } catch (error) {
      expect((error as JsonataError).code).toBe('T1006');
    }
    expect(JSON.stringify(input)).toBe(before);
  });
});

describe('guardrails', () => {
  test.each([
    ['( $f := function() { 1 + $f() }; $f() )', { stack: 100 }, 'D1011'],
    ['( $f := function() { $f() }; $f() )', { timeout: 50 }, 'D1012'],
    ['[1..1000].($ * 2)', { sequence: 100 }, 'D2015'],
    ['items.x', { sequence: 2 }, 'D2015'],
  ])('%s under %j is %s', async (text, guards, code) => {
    const input = { items: [{ x: 1 }, { x: 2 }, { x: 3 }] };
    const reference = await jsonata(text, guards).evaluate(input).then(succeeded, asError);
    expect(errorOf(() => compileExpression(text, guards).evaluate(input)).code).toBe(code);
    expect(reference.code).toBe(code);
  });

  test('leave alone what stays within them', () => {
    expect(compileExpression('$sum([1..10])', { timeout: 1000, stack: 50, sequence: 10 }).evaluate({})).toBe(
      55,
    );
  });
});

describe('asynchronous bindings', () => {
  const marked = Object.assign((value: number) => Promise.resolve(value + 1), { async: true });

  test.each([
    ['an AsyncFunction', async (value: number) => Promise.resolve(value + 1)],
    ['a function marked as asynchronous', marked],
  ])('%s makes the result a promise', async (_, f) => {
    const expression = compileExpression('$map([1, 2], $f)');
    const result = expression.evaluate({}, { f });
    expect(result).toBeInstanceOf(Promise);
    expect(JSON.stringify(await result)).toBe('[2,3]');
  });

  test('do not matter when the expression does not use them', () => {
    expect(compileExpression('1 + 1').evaluate({}, { f: marked })).toBe(2);
  });

  test('are the exception', () => {
    expect(compileExpression('$f(1)').evaluate({}, { f: (value: number) => value + 1 })).toBe(2);
  });
});

describe('what is not compiled', () => {
  test('is $eval, which the reference evaluates', async () => {
    const expression = compileExpression('$eval("1 + a")');
    expect(mode(expression)).toEqual({ mode: 'reference', reason: 'it uses $eval' });
    expect(await expression.evaluate({ a: 2 })).toBe(3);
    expect(mode(compileExpression('1 + a'))).toEqual({ mode: 'compiled', reason: undefined });
  });
});

/** Where the reference itself goes wrong, what it means is done instead. */
describe('unlike the reference', () => {
  test.each([
    // It sets a property of null, or of undefined.
    ['null(1)', {}, 'T1006'],
    ['( $f := function() { $nope() }; $f() )', {}, 'T1006'],
    // It adds an item to the empty array of the input.
    ['[a{"n": 1}, $count(a)]', { a: [] }, [{ n: 1 }, 0]],
    // Its parser loses the regex on the left of `?:`.
    ['("b" ~> /a/) ?: "none"', {}, 'none'],
    // It sees what an item binds only in the items that are slower than the binding.
    ['[$x := 1, $x]', {}, [1, 1]],
    // It reads the items of an object that has a length.
    ['[{"length": 2}][0].a', {}, undefined],
    // It cannot turn an object of its own making into a text, though it can one of the input.
    ['$decodeUrlComponent(?)({}) & $decodeUrlComponent(?)($)', {}, '[object Object][object Object]'],
    // It opens the built-in functions of an array like objects, though not functions that the expression defines.
    ['$count($spread([$sum, $sum, function() { 1 }]))', {}, 3],
    // It cannot apply in part what has been an argument.
    ['(function($f) { $f(?, 0)([2]) })($append)', {}, [2, 0]],
    // It never stops scaling a value that is not 0 but counts as 0.
    ['$formatNumber(?, "0.0e0")(false)', {}, '0.0e0'],
    // Nor does it end for infinity, which JSON can hold as 1e999.
    ['$formatNumber(a, "0.0e0")', { a: Infinity }, 'D1001'],
  ])('%s', (text, input, expected) => {
    const evaluate = () => compileExpression(text).evaluate(input);
    if (typeof expected === 'string' && /^[DT]\d{4}$/.test(expected)) {
      expect(errorOf(evaluate).code).toBe(expected);
    } else {
      expect(evaluate()).toEqual(expected);
    }
  });
});

describe('the comparison with the reference', () => {
  test.each([
    ['$decodeUrlComponent(?)({})', 'coerced'],
    ['$decodeUrlComponent(?)({}) + 1', 'coerced'],
    ['$decodeUrl(?)([[{}]]) = 1', 'coerced'],
    ['$decodeUrlComponent(?)($)', 'same'],
    ['$decodeUrlComponent(?)($) + 1', 'same'],
    ['$decodeUrlComponent(?)("%") + 1', 'same'],
    ['$formatNumber(?, "0e0")(false)', 'endless'],
    ['$formatNumber(?, "0e0")(["0"]) + 1', 'endless'],
    ['$formatNumber(?, "0%e0")(null)', 'same'],
    ['$formatNumber(?, "0e0")(true)', 'same'],
    ['$formatNumber(?, "0")(false)', 'same'],
    ['1 ~> $formatNumber("0e0")', 'same'],
    ['$count($spread([$sum, $sum]))', 'opened'],
    ['($sum)[$spread()] + 1', 'opened'],
    ['$spread($sum)', 'same'],
    ['(function($f) { $f(?, 0) })($sum)', 'wrapped'],
    ['($sum ~> function($f) { $f(?, 0) })', 'same'],
    ['1 ..', 'same'],
    ['[[]] ~> |({}; 0).a|$x|', 'changed'],
    ['[$error("a"), 1 + $error("b")]', 'same'],
    ['$spread([{"a": 1}, function() { 1 }])', 'same'],
    ['{"a": 1, "b": 2}.$spread()', 'same'],
    ['0.$formatNumber("0e0")', 'same'],
    ['($f := $formatNumber; $f = $formatNumber)', 'same'],
  ])('calls %s %s', async (text, expected) => {
    expect(await compare(compileExpression, { text, input: {} })).toMatchObject({ verdict: expected });
  });
});

function mode({ mode: how, reason }: CompiledExpression) {
  return { mode: how, reason };
}

function succeeded(): never {
  throw new Error('the reference did not fail');
}

function asError(error: unknown): JsonataError {
  return error as JsonataError;
}

function errorOf(evaluate: () => unknown): JsonataError {
  try {
    evaluate();
  } catch (error) {
    return error as JsonataError;
  }
  throw new Error('it did not fail');
}
