'use strict';

const fc = require('fast-check');
const { keys, strings, numbers } = require('./names');

/** @param {[string, unknown][]} entries */
function toObject(entries) {
  /** @type {Record<string, unknown>} */
  const object = {};
  for (const [key, value] of entries) {
    // A key named __proto__ is a key, as in JSON.
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}

const scalar = fc.oneof(
  fc.constantFrom(...numbers),
  fc.constantFrom(...strings),
  fc.constantFrom(true, false, null),
);

const key = fc.oneof(
  { arbitrary: fc.constantFrom(...keys.slice(0, 5)), weight: 5 },
  fc.constantFrom(...keys),
);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    { arbitrary: scalar, weight: 2 },
    { arbitrary: tie('object'), weight: 4 },
    // Empty arrays, arrays of one, arrays in arrays.
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }), weight: 2 },
    { arbitrary: fc.array(tie('object'), { maxLength: 3 }), weight: 2 },
    { arbitrary: fc.array(fc.constantFrom(...numbers), { maxLength: 4 }), weight: 1 },
  ),
  object: fc
    .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 5, selector: ([name]) => name })
    .map(toObject),
}));

/** JSON of any shape, mostly objects; sometimes nothing at all. */
const inputs = fc.oneof({ arbitrary: value, weight: 9 }, { arbitrary: fc.constant(undefined), weight: 1 });

/** What the host binds: nothing, plain values, or names that hide built-in functions. */
const bindings = fc.constantFrom(
  undefined,
  { x: 5, y: [1, 2], v: { a: 1, b: [{ a: 2 }] } },
  { f: (value) => [value, value], count: 3, string: () => 'shadow', clone: null },
);

module.exports = { inputs, bindings };
