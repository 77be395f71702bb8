'use strict';

/** What generated expressions and generated inputs share, so that paths find something. */

/** Plain names, those that need quotes, and those that every JavaScript object inherits. */
const keys = ['a', 'b', 'c', 'd', 'id', 'a b', 'é', '__proto__', 'constructor', 'toString', 'length', '0'];

/** The texts of both, numeric and empty ones among them. */
const strings = [
  '',
  'a',
  'b',
  'x',
  '1',
  '12',
  '-3.5',
  'hello world',
  'aXbXc',
  'é😀z',
  '2020-01-02T03:04:05Z',
];

const numbers = [0, 1, 2, 3, -1, -2, 1.5, 10, 0.1, 1000];

module.exports = { keys, strings, numbers };
