import { loadDestination } from '../../src/destination/load';
import { readCases } from '../../src/goldens/cases';
import { WatchedDestination } from '../../src/trace/watchedDestination';

process.env.TZ = 'UTC';

it('watching changes no outcome of any golden', async () => {
  const kochava = await loadDestination('kochava');
  const watched = new WatchedDestination(kochava);
  const cases = readCases(kochava);
  expect(cases.length).toBeGreaterThan(1000);
  for (const { feature, name, input, options } of cases) {
    const { outcome, recording } = await watched.run(feature, input, options);
    expect({ name, outcome }).toEqual({ name, outcome: await kochava.run(feature, input, options) });
    expect(recording.workflow ?? recording.error).toBeDefined();
  }
});
