import { loadDestination } from '../../../src/runtime/destination/load';
import { readCases } from '../../../src/tools/goldens/cases';
import { WatchedDestination } from '../../../src/tools/trace/watchedDestination';

process.env.TZ = 'UTC';

it('watching a run changes no outcome of any golden', async () => {
  const kochava = await loadDestination('kochava');
  const watched = new WatchedDestination(kochava);
  const cases = readCases(kochava);
  expect(cases.length).toBeGreaterThan(1000);
  const different: string[] = [];
  for (const { feature, name, input, options } of cases) {
    const { outcome, recording } = await watched.run(feature, input, options);
    const expected = await kochava.run(feature, input, options);
    if (JSON.stringify(outcome) !== JSON.stringify(expected) || !(recording.workflow ?? recording.error)) {
      different.push(`${feature}/${name}`);
    }
  }
  expect(different).toEqual([]);
});
