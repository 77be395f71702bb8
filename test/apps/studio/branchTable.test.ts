import { join } from 'node:path';
import { readFolder } from '../../../src/runtime/destination/folder';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import { readDestination } from '../../../src/runtime/destination/load';
import { readCases } from '../../../src/tools/goldens/cases';
import type { GoldenCase } from '../../../src/tools/goldens/goldenCase';
import { BranchTable } from '../../../src/apps/studio/worker/branchTable';
import type { BranchCount } from '../../../src/apps/studio/worker/messages';

const parcel = join(__dirname, '../../fixtures/destinations/parcel');

async function count(cases: readonly GoldenCase[]): Promise<BranchCount[]> {
  const table = new BranchTable();
  table.restart(await readFolder(parcel, nodeFiles), cases);
  for (;;) {
    const counts = await table.runSome(1, () => undefined);
    if (counts) {
      return counts;
    }
  }
}

describe('the branches that goldens take', () => {
  it('are counted, with the place of each and why it can be taken by none', async () => {
    const goldens = readCases(await readDestination(parcel));
    const [some, none] = [await count(goldens), await count([])];
    // As in the coverage of the same goldens: 3 are not taken, 3 of them with an ignore comment.
    expect(some).toHaveLength(none.length);
    expect(none.every((branch) => branch.count === 0)).toBe(true);
    const missed = some
      .filter((branch) => branch.count === 0)
      .map(({ file, line, column, label, ignoreReason }) => [
        `${file.replace(/^.*\//, '')}:${String(line)}:${String(column)} ${label}`,
        ignoreReason !== undefined,
      ]);
    expect(missed).toEqual([
      ['workflow.yaml:9:60 then of ? :', false],
      ['price.yaml:14:34 body of the function', false],
      ['price.yaml:16:73 then of ? :', true],
      ['price.yaml:17:52 then of ? :', false],
    ]);
    const [first] = some.filter(({ label }) => label.startsWith('condition of step'));
    expect(first?.count).toBeGreaterThan(0);
  });
});
