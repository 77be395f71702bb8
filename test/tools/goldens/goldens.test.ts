import { engineNames } from '../../../src/runtime/destination/destination';
import { loadDestination } from '../../../src/runtime/destination/load';
import { listDestinations } from '../../../src/runtime/destination/locate';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import { readCases } from '../../../src/tools/goldens/cases';
import { formatDifference } from '../../../src/tools/goldens/compare';
import { runGolden } from '../../../src/tools/goldens/run';

describe.each(listDestinations(nodeFiles).map(({ name }) => name))('the goldens of %s', (name) => {
  it.each(engineNames)('hold on the %s engine', async (engine) => {
    const destination = await loadDestination(name);
    const cases = readCases(destination);
    expect(cases.length).toBeGreaterThan(0);
    const failed: string[] = [];
    for (const golden of cases) {
      const { differences } = await runGolden(destination, golden, engine);
      failed.push(...differences.map((each) => `${golden.feature}/${golden.name} ${formatDifference(each)}`));
    }
    expect(failed).toEqual([]);
  });

  it('give requests that match their schemas', async () => {
    const destination = await loadDestination(name);
    for (const golden of readCases(destination).filter(({ feature }) => feature === 'processor')) {
      const result = await destination.run(golden.feature, golden.input, {
        ...golden.options,
        validate: true,
      });
      expect({ name: golden.name, outcome: result.outcome }).toEqual({
        name: golden.name,
        outcome: (golden.expected as { outcome: string }).outcome,
      });
    }
  });
});
