import { pick } from 'es-toolkit';
import { at, chunk } from 'es-toolkit/compat';

type AnyFunction = (...values: unknown[]) => unknown;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it comes with workflow-engine, without types
const lodash = require('lodash') as Record<'at' | 'chunk' | 'pick', AnyFunction>;

/** What a function gives, or that it throws. */
function outcome(call: AnyFunction, values: unknown[]): unknown {
  try {
    return call(...values);
  } catch {
    return 'it throws';
  }
}

function expectTheSame(call: unknown, reference: AnyFunction, ...values: unknown[]): void {
  expect([values, outcome(call as AnyFunction, values)]).toEqual([values, outcome(reference, values)]);
}

describe('the replacement of lodash in the page', () => {
  it('cuts lists in the same pieces', () => {
    for (const list of [undefined, null, [], [1], [1, 2, 3], 'abc', { length: 2, 0: 1, 1: 2 }, {}, 5]) {
      for (const size of [undefined, null, 0, 1, 2, -1, 1.5, '2', NaN, Infinity]) {
        expectTheSame(chunk, lodash.chunk, list, size);
      }
    }
  });

  it('finds the same at a path', () => {
    for (const value of [undefined, null, { a: { b: [{ c: 1 }] }, 'x.y': 2 }, [1, 2]]) {
      for (const paths of [['a.b[0].c'], ['x.y', 'a'], [['a', 'b']], ['0'], [], undefined, 'a.b', [null]]) {
        expectTheSame(at, lodash.at, value, paths);
      }
    }
  });

  it('picks the same names', () => {
    for (const names of [['a'], ['a', 'b', 'none'], []]) {
      expectTheSame(pick, lodash.pick, { a: 1, b: undefined, c: 2 }, names);
    }
  });
});
