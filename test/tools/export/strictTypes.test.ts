import Ajv from 'ajv';
import { toStrictTypes } from '../../../src/tools/export/strictTypes';

const values = [
  ...[null, true, 0, 1.5, 7, -1, '', 'a', 'abc', 'a.b', '12', [], [1], ['a', 'b'], {}],
  ...[{ a: 1 }, { a: 'x' }, { a: 'x', b: 2 }, { b: { a: 'x' } }, { b: [] }],
];

it.each([
  [{ type: ['string', 'integer'], pattern: '^[0-9]+$', minimum: 1 }],
  [{ type: ['array', 'object'], maxItems: 1, items: { type: ['string', 'number'] }, required: ['a'] }],
  [{ type: ['string', 'null'], minLength: 2, anyOf: [{ const: 'abc' }, { const: null }] }],
  [{ pattern: '^a' }],
  [{ pattern: '^a', required: ['a'], allOf: [{ minLength: 2 }, { properties: { a: { minLength: 1 } } }] }],
  [{ type: 'object', if: { required: ['a'] }, then: { required: ['b'] }, else: { maxProperties: 0 } }],
  [{ type: 'string', not: { pattern: '^a' } }],
  [{ properties: { a: { type: ['string', 'integer'], maximum: 1 }, b: false }, additionalProperties: false }],
  [
    {
      definitions: { dots: { pattern: '[.]' } },
      type: ['string', 'object'],
      allOf: [{ $ref: '#/definitions/dots' }],
    },
  ],
  [true],
])('accepts the same values in the strict form: %j', (schema) => {
  const plain = new Ajv({ strict: false }).compile(schema);
  const strict = new Ajv({ strict: true, strictRequired: false }).compile(toStrictTypes(schema) as object);
  expect(values.map((value) => strict(value))).toEqual(values.map((value) => plain(value)));
});
