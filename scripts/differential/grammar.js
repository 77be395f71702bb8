'use strict';

const fc = require('fast-check');
const { builtIns } = require('./builtIns');
const { keys, strings, numbers } = require('./names');

/**
 * The grammar of JSONata as arbitraries of text. Not everything parses: both sides must then say so alike.
 *
 * `:=` stands in blocks only, never straight in an array or object constructor: the reference evaluates the items of
 * those concurrently, so that what one of them binds is seen by another depending on how deep it is.
 */

/** @param {...string} options */
const pick = (...options) => fc.constantFrom(...options);

/**
 * @param {TemplateStringsArray} texts
 * @param {...fc.Arbitrary<string>} parts
 */
function text(texts, ...parts) {
  return fc
    .tuple(...parts)
    .map((values) => values.reduce((all, value, index) => all + value + texts[index + 1], texts[0]));
}

/**
 * @param {fc.Arbitrary<string>} item
 * @param {string} separator
 * @param {number} minLength
 * @param {number} maxLength
 */
function list(item, separator, minLength, maxLength) {
  return fc.array(item, { minLength, maxLength }).map((items) => items.join(separator));
}

const quotedName = (/** @type {string} */ key) => (/^[a-z]+$/i.test(key) ? key : `\`${key}\``);
const name = fc.oneof(
  { arbitrary: pick('a', 'b', 'c', 'd', 'id'), weight: 6 },
  { arbitrary: pick(...keys.map(quotedName)), weight: 1 },
);
const string = pick(...strings.map((each) => JSON.stringify(each)));
const number = pick(...numbers.map(String));
const literal = fc.oneof(string, number, pick('true', 'false', 'null'));
const variable = pick('$x', '$y', '$v', '$i', '$f', '$', '$$');
const regex = pick('/a/', '/[a-z]+/i', '/(l)(o)?/', '/\\d+/', '/x*/', '/^$/', '/(a)|(X)/');
const operator = pick('+', '-', '*', '/', '%', '=', '!=', '<', '<=', '>', '>=', '&', 'in', 'and', 'or');
const picture = pick('"#,##0.00"', '"0"', '"00%"', '"#.##e0"', '"[x"', '"(0);(0)"');
const wholePicture = pick(
  '"0"',
  '"000"',
  '"I"',
  '"i"',
  '"a"',
  '"A"',
  '"w"',
  '"W"',
  '"Ww"',
  '"1;o"',
  '"#,##0"',
);
const timePicture = pick('"[Y]-[M01]-[D01]"', '"[H01]:[m01]"', '"[D1o] [MNn] [Y0001]"', '"[X"', '"[Y0001]"');

const leaf = fc.oneof(
  { arbitrary: name, weight: 6 },
  { arbitrary: literal, weight: 4 },
  { arbitrary: variable, weight: 3 },
  { arbitrary: pick('*', '**', '[]', '{}', '%'), weight: 1 },
);

/** @param {(kind: string) => fc.Arbitrary<string>} argument */
function calls(argument) {
  const each = Object.entries(builtIns).map(([called, kinds]) => {
    const parts = kinds.split(' ');
    const needed = parts.filter((kind) => !kind.endsWith('?')).length;
    const all = fc.tuple(...parts.map((kind) => argument(kind.charAt(0))));
    const given = fc.oneof(
      { arbitrary: fc.integer({ min: needed, max: parts.length }), weight: 6 },
      { arbitrary: fc.integer({ min: 0, max: parts.length }), weight: 1 },
    );
    return fc
      .tuple(all, given, fc.oneof({ arbitrary: fc.constant(-1), weight: 9 }, fc.nat({ max: 2 })))
      .map(([args, count, open]) => {
        const shown = args.slice(0, count).map((arg, index) => (index === open ? '?' : arg));
        return `$${called}(${shown.join(', ')})`;
      });
  });
  return fc.oneof(...each);
}

const { expression } = fc.letrec((tie) => {
  // A regex as a function takes texts; of anything else it sees the JavaScript text, which is not the same.
  const callable = /** @type {fc.Arbitrary<string>} */ (tie('callable'));
  const any = /** @type {fc.Arbitrary<string>} */ (tie('expression'));
  const functionValue = /** @type {fc.Arbitrary<string>} */ (tie('function'));
  /** @type {(weight: number, arbitrary: fc.Arbitrary<string>) => fc.WeightedArbitrary<string>} */
  const weigh = (weight, arbitrary) => ({ arbitrary, weight });
  /** @type {Record<string, fc.Arbitrary<string>>} */
  const plausible = {
    s: fc.oneof(string, name, text`$string(${any})`),
    n: fc.oneof(number, name, text`$count(${any})`),
    b: fc.oneof(pick('true', 'false'), text`${name} = ${literal}`),
    a: fc.oneof(name, text`[${list(any, ', ', 0, 3)}]`, text`[1..${number}]`),
    o: fc.oneof(name, text`{${string}: ${any}}`, pick('$')),
    f: functionValue,
    r: fc.oneof(regex, string),
    p: picture,
    w: wholePicture,
    t: timePicture,
    x: any,
  };
  const argument = (/** @type {string} */ kind) => fc.oneof(weigh(5, plausible[kind] ?? any), weigh(1, any));
  const pair = text`${fc.oneof(weigh(3, string), weigh(2, name), weigh(1, any))}: ${any}`;
  const pairs = list(pair, ', ', 0, 2);
  const array = text`[${list(any, ', ', 0, 3)}]`;
  const statement = fc.oneof(
    weigh(2, any),
    weigh(3, text`${pick('$x', '$y', '$v', '$f')} := ${any}`),
    weigh(1, text`$f := ${functionValue}`),
    weigh(1, text`${any} ? ${pick('$x', '$y')} := ${any} : ${any}`),
    weigh(1, text`$string($x := ${any})`),
  );
  const block = text`(${list(statement, '; ', 1, 3)})`;
  const predicate = fc.oneof(weigh(2, number), weigh(3, any), weigh(1, text`[${list(number, ', ', 0, 3)}]`));
  const terms = list(text`${pick('', '<', '>')}${fc.oneof(weigh(3, name), weigh(1, any))}`, ', ', 1, 2);
  const suffix = fc.oneof(
    weigh(5, text`[${predicate}]`),
    weigh(2, pick('[]')),
    weigh(2, pick('@$v', '#$i', '@$x')),
    weigh(2, text`^(${terms})`),
    weigh(1, text`{${pairs}}`),
  );
  const step = fc.oneof(
    weigh(8, name),
    weigh(2, pick('*', '**', '%', '$', '$v', '%.%')),
    weigh(2, text`(${any})`),
    weigh(1, array),
    weigh(1, text`{${pairs}}`),
    weigh(1, calls(argument)),
    weigh(1, block),
  );
  const path = fc
    .tuple(
      fc.array(fc.tuple(step, list(suffix, '', 0, 1)), { minLength: 1, maxLength: 3 }),
      list(suffix, '', 0, 1),
    )
    .map(([steps, last]) => steps.map(([first, second]) => first + second).join('.') + last);
  const parameters = pick('', '$x', '$x, $y', '$x, $y, $i', '$v, $i', '$i, $f');
  const signature = fc.oneof(
    weigh(6, pick('')),
    weigh(1, pick('<n:n>', '<s-:s>', '<a<n>:n>', '<x?x?:x>', '<nn+:n>')),
  );
  return {
    expression: fc.oneof(
      { maxDepth: 8, depthSize: 'medium', depthIdentifier: 'nesting', withCrossShrink: true },
      weigh(6, leaf),
      weigh(8, path),
      weigh(3, text`${any} ${operator} ${any}`),
      weigh(2, text`(${any} ${operator} ${any})`),
      weigh(1, text`-${any}`),
      weigh(2, array),
      weigh(1, text`[${number}..${number}]`),
      weigh(1, text`[${any}..${any}]`),
      weigh(2, text`{${pairs}}`),
      weigh(2, text`${any}{${pairs}}`),
      weigh(3, block),
      weigh(1, text`${any} ? ${any} : ${any}`),
      weigh(1, text`${any} ? ${any}`),
      weigh(1, text`(${any} ${pick('?:', '??')} ${any})`),
      weigh(6, calls(argument)),
      weigh(1, text`$f(${list(any, ', ', 0, 2)})`),
      weigh(1, text`${callable}(${list(any, ', ', 0, 3)})`),
      weigh(1, text`(${any})(${any})`),
      weigh(1, callable),
      weigh(2, text`${any} ~> ${callable}`),
      weigh(1, text`${string} ~> ${regex}`),
      weigh(1, text`${any} ~> ${calls(argument)}`),
      weigh(1, text`${any} ~> ${any}`),
      weigh(1, text`(${any})${suffix}`),
    ),
    function: fc.oneof(weigh(12, callable), weigh(1, regex)),
    callable: fc.oneof(
      { maxDepth: 8, depthSize: 'medium', depthIdentifier: 'nesting', withCrossShrink: true },
      weigh(2, pick(...Object.keys(builtIns).map((called) => `$${called}`))),
      weigh(4, text`function(${parameters})${signature}{ ${any} }`),
      weigh(1, text`function(${parameters}){ ${block} }`),
      weigh(1, text`function($x){ $f(${any}) }`),
      weigh(1, text`$substring(?, ${number})`),
      weigh(1, text`$f(?, ${any})`),
      weigh(1, text`(${callable} ~> ${callable})`),
      weigh(2, text`|${fc.oneof(name, path)}|${fc.oneof(text`{${pairs}}`, any)}|`),
      weigh(1, text`|${fc.oneof(name, path)}|{${pairs}}, ${fc.oneof(string, array)}|`),
    ),
  };
});

module.exports = { expressions: /** @type {fc.Arbitrary<string>} */ (expression) };
