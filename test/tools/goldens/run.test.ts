import type { Destination } from '../../../src/runtime/destination/destination';
import type { GoldenCase } from '../../../src/tools/goldens/goldenCase';
import { runGolden, verdictOf } from '../../../src/tools/goldens/run';

/** What comes of a golden when a destination gives this outcome. */
function judge(expected: unknown, outcome: unknown) {
  const destination = { run: () => Promise.resolve(outcome) } as unknown as Destination;
  const golden: GoldenCase = {
    ...{ feature: 'processor', name: 'a rule', folder: '/goldens/a-rule' },
    ...{ input: {}, options: {}, expected },
  };
  return runGolden(destination, golden);
}

describe('runGolden', () => {
  it('compares an outcome as JSON', async () => {
    const { differences } = await judge(
      { list: [null], date: '1970-01-01T00:00:00.000Z', number: null },
      { list: [undefined], date: new Date(0), number: NaN, nothing: undefined },
    );
    expect(differences).toEqual([]);
  });

  it('gives each difference, and what came instead', async () => {
    const result = await judge({ output: { a: 1 } }, { output: { a: 2 } });
    expect(result.differences).toEqual([{ path: 'output.a', expected: 1, actual: 2 }]);
    expect(result.actual).toEqual({ output: { a: 2 } });
    expect(verdictOf(result)).toMatchObject({ isNew: false, golden: { name: 'a rule' } });
    expect(verdictOf(result)).not.toHaveProperty('actual');
  });

  it('leaves the place of an error out', async () => {
    const outcome = { error: { code: 'X', at: { line: 3 }, expression: 'a' } };
    expect((await judge({ error: { code: 'X', at: { line: 9 } } }, outcome)).differences).toEqual([]);
    expect((await judge({ error: { code: 'Y' } }, outcome)).differences).toHaveLength(1);
  });

  it('knows a golden that has no output yet', async () => {
    expect(await judge(undefined, { output: 1 })).toMatchObject({ isNew: true });
  });
});
