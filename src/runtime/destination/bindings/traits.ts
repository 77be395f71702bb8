import { describe } from '../../jsonata/hostFunction';
import { hasAddress, publicAddress } from './addresses';
import { amount, decimalProduct, decimalSum, firstFilled, shapeOf } from './amounts';
import { envelope } from './envelope';
import { omit, take, withDefaults } from './objects';
import { ensure, filterOut } from './outcomes';
import { phpJson } from './phpJson';
import { firstMatching, fits, hasFormat, json, wellFormed } from './texts';
import { epochMillis, epochSeconds } from './time';
import { caseless, first, isEmpty, isScalar, numeric, object, text, truthy } from './values';

// What the compiler may know of the functions, which spares events a call or a question each time.

for (const each of [take, withDefaults]) {
  describe(each, { gives: 'object', always: true });
}
describe(omit, { gives: 'object' });
describe(envelope, { gives: 'object', always: true, keepsOwnership: true });

for (const each of [fits, hasAddress, hasFormat, isEmpty]) {
  describe(each, { gives: 'boolean', always: true });
}
for (const each of [caseless, firstFilled, firstMatching, json, publicAddress, wellFormed]) {
  describe(each, { gives: 'string' });
}
for (const each of [phpJson, shapeOf]) {
  describe(each, { gives: 'string', always: true });
}
for (const each of [amount, decimalProduct, decimalSum, epochMillis, epochSeconds, numeric]) {
  describe(each, { gives: 'number' });
}

describe(first, { gives: 'argument', inline: (_, ...values) => values.join(' ?? ') });
describe(object, {
  gives: 'object',
  inline: (_, value) =>
    `typeof ${value} === "object" && ${value} !== null && !isArray(${value}) ? ${value} : undefined`,
});
describe(truthy, { gives: 'boolean', always: true, inline: (_, value) => `Boolean(${value})` });
describe(text, {
  gives: 'string',
  always: true,
  inline: (self, value) => `typeof ${value} === "string" ? ${value} : ${self}(${value})`,
});
describe(isScalar, {
  gives: 'boolean',
  always: true,
  inline: (_, value) =>
    `typeof ${value} === "string" ? ${value} !== "" : typeof ${value} === "number" || typeof ${value} === "boolean"`,
});
describe(ensure, {
  gives: 'boolean',
  always: true,
  inline: (self, condition, message) => `${condition} === true || ${self}(${condition}, ${message})`,
});
describe(filterOut, {
  gives: 'boolean',
  always: true,
  inline: (self, condition, reason) => `${condition} !== false && ${self}(${condition}, ${reason})`,
});
