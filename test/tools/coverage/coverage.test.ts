import { join, relative } from 'node:path';
import { loadMeasured } from '../../../src/tools/coverage/loadMeasured';
import type { Measured } from '../../../src/tools/coverage/measured';
import { isBelow, isMistaken, rangeOf, renderCoverage } from '../../../src/tools/coverage/report';
import { renderLcov } from '../../../src/tools/coverage/lcov';
import { summarise, type FileSummary } from '../../../src/tools/coverage/summary';
import { readCases } from '../../../src/tools/goldens/cases';
import { runGolden } from '../../../src/tools/goldens/run';

const parcel = join(__dirname, '../../fixtures/destinations/parcel');
const folder = relative('.', parcel);

/** What the goldens with this text in their name reach. */
async function measure(filter = ''): Promise<Measured> {
  const measured = await loadMeasured(parcel);
  for (const golden of readCases(measured.destination).filter(({ name }) => name.includes(filter))) {
    const { differences } = await runGolden(measured.destination, golden);
    expect(differences).toEqual([]);
  }
  return measured;
}

/** `file:line:column-line:column label` of what is not reached, without the folder. */
function uncovered(files: readonly FileSummary[]): string[] {
  return files.flatMap((file) =>
    file.uncovered.map((point) => `${rangeOf(point).slice(folder.length + 1)} ${point.label}`),
  );
}

describe('the coverage of goldens', () => {
  it('lists what no golden reaches, the outermost of it, and what the file explains', async () => {
    const { coverage } = await measure();
    expect(renderCoverage(summarise(coverage)).replaceAll(`${folder}/`, '').split('\n').slice(1)).toEqual([
      expect.stringMatching(/^list.yaml +5\/6 83.3 % +11\/11 100 % +1\/1 100 %$/),
      expect.stringMatching(/^price.yaml +1\/1 100 % +28\/29 96.5 % +8\/10 80 %$/),
      expect.stringMatching(/^workflow.yaml +3\/4 75 % +21\/21 100 % +4\/5 80 %$/),
      expect.stringMatching(/^all +9\/11 81.8 % +60\/61 98.3 % +13\/16 81.2 %$/),
      '',
      'Not reached:',
      '  list.yaml:11:5-11:9  step amount',
      '  price.yaml:14:34-14:40  body of the function',
      '  price.yaml:17:52-17:53  then of ? :',
      '  workflow.yaml:9:60-9:68  then of ? :',
      '  workflow.yaml:10:5-10:9  step care',
      '',
      'Ignored: marked in the file as unreachable:',
      '  price.yaml:16:73-16:82  then of ? : (what is lost has no size)',
      '  workflow.yaml:14:5-14:9  step insurance (nobody sends gold by post)',
    ]);
  });

  it('takes in all features and all files, whether anything ran or not', async () => {
    const { coverage } = await measure('no golden has this in its name');
    const files = summarise(coverage);
    expect(files.map(({ file }) => file.slice(folder.length + 1))).toEqual([
      'list.yaml',
      'price.yaml',
      'workflow.yaml',
    ]);
    expect(files.map(({ steps }) => steps.reached)).toEqual([0, 0, 0]);
    // A step that does not run is listed, and not what is in it; its condition stands outside of it.
    expect(uncovered(files)).toContain('price.yaml:9:5-9:9 step amount');
    expect(uncovered(files)).not.toContainEqual(expect.stringContaining('price.yaml:17'));
    expect(uncovered(files)).toContain('workflow.yaml:11:16-11:38 expression');
  });

  it('counts workflows that are not a single function, with loops, groups and else', async () => {
    const { coverage } = await measure('an-empty-parcel');
    expect(uncovered(summarise(coverage).filter(({ file }) => file.endsWith('list.yaml')))).toEqual([
      'list.yaml:11:5-11:9 step amount',
    ]);
  });

  it('counts a step, a condition and a function as often as they ran', async () => {
    const { coverage } = await measure('');
    const count = (label: string, line: number) =>
      coverage.points
        .filter((point) => point.label === label && point.from().line === line)
        .map(({ number }) => coverage.counts[number]);
    expect(count('step size', 7)).toEqual([2]);
    expect(count('condition of step care not met', 10)).toEqual([2]);
    expect(count('right side of or', 15)).toEqual([1]);
    expect(count('body of the function', 13)).toEqual([1]);
    expect(count('body of the function', 14)).toEqual([0]);
  });

  it('finds fault below a threshold, and with a remark that is wrong', async () => {
    const { coverage } = await measure();
    const files = summarise(coverage);
    expect([isBelow(files, 81), isBelow(files, 82)]).toEqual([false, true]);
    const gold = coverage.points.find(({ label }) => label === 'step insurance');
    coverage.counts[gold?.number ?? -1] = 1;
    const mistaken = summarise(coverage).flatMap((file) => file.mistaken.map(({ label }) => label));
    expect([mistaken, isMistaken(files), isMistaken(summarise(coverage))]).toEqual([
      ['step insurance'],
      false,
      true,
    ]);
  });

  it('is written in the format of lcov', async () => {
    const { coverage } = await measure();
    const records = renderLcov(coverage, 'parcel').split('end_of_record\n');
    expect(records).toHaveLength(4);
    expect(records[0]?.replaceAll(`${folder}/`, '')).toBe(
      [
        ...['TN:parcel', 'SF:list.yaml'],
        ...['FN:7,weights', 'FN:11,amount', 'FN:15,otherwise', 'FN:17,result', 'FN:20,result.sum'],
        ...['FN:22,result.text', 'FNDA:1,weights', 'FNDA:0,amount', 'FNDA:1,otherwise', 'FNDA:1,result'],
        ...['FNDA:1,result.sum', 'FNDA:1,result.text', 'FNF:6', 'FNH:5', 'BRDA:11,0,0,1', 'BRF:1', 'BRH:1'],
        // The condition of the loop is evaluated for both items, and its body runs for one.
        ...['DA:7,1', 'DA:9,2', 'DA:10,1', 'DA:11,0', 'DA:12,1', 'DA:15,1', 'DA:17,1', 'DA:20,1', 'DA:21,1'],
        ...['DA:22,1', 'DA:23,1', 'LF:11', 'LH:10', ''],
      ].join('\n'),
    );
    expect(records[1]).toContain('BRDA:17,7,0,0\n');
  });
});
