import { envelope } from '../../../src/runtime/destination/bindings/envelope';
import { ensure } from '../../../src/runtime/destination/bindings/ensure';
import { failure } from '../../../src/runtime/destination/bindings/failure';
import { filterOut } from '../../../src/runtime/destination/bindings/filterOut';
import { epochMillis } from '../../../src/runtime/destination/bindings/epochMillis';
import { first } from '../../../src/runtime/destination/bindings/first';
import { object } from '../../../src/runtime/destination/bindings/object';
import { text } from '../../../src/runtime/destination/bindings/text';
import { truthy } from '../../../src/runtime/destination/bindings/truthy';
import { ConfigChecker } from '../../../src/runtime/destination/configChecker';
import { nodeHashes } from '../../../src/runtime/destination/nodeHashes';

describe('$first', () => {
  it.each([
    [[undefined, null, 'a', 'b'], 'a'],
    [['', 'a'], ''],
    [[0, 1], 0],
    [[false, true], false],
    [[undefined, null], null],
    [[null, undefined], undefined],
    [[], undefined],
  ])('of %j is %j', (values, expected) => {
    expect(first(...values)).toBe(expected);
  });
});

describe('$object', () => {
  it.each([[[1]], ['a'], [5], [null], [undefined]])('gives nothing for %j', (value) => {
    expect(object(value)).toBeUndefined();
  });

  it('gives an object as it is', () => {
    const value = { a: 1 };
    expect(object(value)).toBe(value);
  });
});

describe('$truthy', () => {
  it.each([
    [undefined, false],
    [null, false],
    ['', false],
    [0, false],
    [false, false],
    [[], true],
    [{}, true],
    ['0', true],
  ])('of %j is %j', (value, expected) => {
    expect(truthy(value)).toBe(expected);
  });
});

describe('$text', () => {
  it.each([
    [undefined, ''],
    [null, ''],
    [5, '5'],
    [1e21, '1e+21'],
    [true, 'true'],
    [['a', null, ['b', 5]], 'a,,b,5'],
    [{ toString: 1 }, '[object Object]'],
    [[{}], '[object Object]'],
  ])('of %j is %j', (value, expected) => {
    expect(text(value)).toBe(expected);
  });
});

describe('$epochMillis', () => {
  it.each([
    ['2020-01-17T10:23:51.206+05:30', 1579236831206],
    [1579236831206, 1579236831206],
    ['1 March 2026 UTC', Date.UTC(2026, 2, 1)],
    [true, 1],
    ['', undefined],
    ['soon', undefined],
    [0, undefined],
    [null, undefined],
    [undefined, undefined],
    [{ valueOf: 1, toString: 1 }, undefined],
    [['2026-03-01'], Date.UTC(2026, 2, 1)],
  ])('of %j is %j', (value, expected) => {
    expect(epochMillis(value)).toBe(expected);
  });
});

describe('$ensure and $filterOut', () => {
  it('throw only when the condition says so', () => {
    expect(ensure('x', 'no')).toBe(true);
    expect(filterOut('', 'no')).toBe(false);
    expect(caught(() => ensure('', 'no'))).toMatchObject({
      code: 'EVENT_REJECTED',
      message: 'no',
      status: 400,
    });
    expect(caught(() => filterOut(1, 'why'))).toMatchObject({
      code: 'EVENT_FILTERED',
      message: 'why',
      status: 298,
    });
  });
});

describe('$failure', () => {
  it('gives nothing for nothing', () => {
    expect(failure(undefined)).toBeUndefined();
  });

  it('makes an error of the language the event’s own', () => {
    expect(failure({ originalError: { code: 'T0410', message: 'wrong type' } })).toEqual({
      statusCode: 400,
      error: 'wrong type (T0410)',
      statTags: { errorCategory: 'dataValidation', errorType: 'instrumentation' },
    });
  });

  it('keeps what is not the event’s fault a 500', () => {
    expect(failure({ originalError: new Error('broken') })).toMatchObject({ statusCode: 500 });
  });
});

describe('$envelope', () => {
  it('fills in what is the same for all requests', () => {
    expect(envelope({ endpoint: 'https://a.example/', body: { JSON: { a: 1 } }, userId: null })).toEqual({
      version: '1',
      type: 'REST',
      method: 'POST',
      endpoint: 'https://a.example/',
      headers: {},
      params: {},
      body: { JSON: { a: 1 }, JSON_ARRAY: {}, XML: {}, FORM: {} },
      files: {},
      userId: null,
    });
  });

  it('has no userId when there is none', () => {
    expect(envelope({ endpoint: 'https://a.example/' })).not.toHaveProperty('userId');
  });
});

describe('settings', () => {
  it('are checked once per object and once per content', () => {
    const check = jest.fn(() => []);
    const checker = new ConfigChecker({ check, accepts: () => true, keys: [], secretKeys: [] }, nodeHashes);
    const config = { key: 'k' };
    checker.check(config);
    checker.check(config);
    checker.check({ key: 'k' });
    expect(check).toHaveBeenCalledTimes(1);
    checker.check({ key: 'other' });
    expect(check).toHaveBeenCalledTimes(2);
  });

  it('are told apart to their end, however long they are', () => {
    const check = jest.fn(() => []);
    const checker = new ConfigChecker({ check, accepts: () => true, keys: [], secretKeys: [] }, nodeHashes);
    const long = 'x'.repeat(10_000);
    [`${long}1`, `${long}2`, `${long}1`].forEach((key) => checker.check({ key }));
    expect(check).toHaveBeenCalledTimes(2);
  });

  it('are remembered within bounds', () => {
    const check = jest.fn(() => []);
    const checker = new ConfigChecker({ check, accepts: () => true, keys: [], secretKeys: [] }, nodeHashes);
    for (let number = 0; number < 1500; number += 1) {
      checker.check({ number });
    }
    checker.check({ number: 1499 });
    expect(check).toHaveBeenCalledTimes(1500);
    checker.check({ number: 0 });
    expect(check).toHaveBeenCalledTimes(1501);
  });
});

function caught(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
