import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { folderWith } from '../../apps/cli/process';
import { mutateDestination } from '../../../src/tools/mutation/mutate';
import { mutationRecord, renderMutation, scoreOf } from '../../../src/tools/mutation/report';

const parcel = join(__dirname, '../../fixtures/destinations/parcel');
const folder = relative('.', parcel);
const goOn = () => true;

/** `file:line:column change` of the mutants that survived. */
async function survivors(path: string, filter = ''): Promise<string[]> {
  const report = await mutateDestination(path, filter, goOn);
  return scoreOf(report.results).survived.map(({ mutant }) => {
    const file = (mutant.tableFile ?? mutant.file).replace(/^.*\//, '');
    return `${file}:${String(mutant.from.line)}:${String(mutant.from.column)} ${mutant.label}`;
  });
}

/** A copy of the fixture with texts of its files replaced. */
function changed(file: string, edits: readonly [string, string][]): string {
  const copy = folderWith({});
  cpSync(parcel, copy, { recursive: true });
  let text = readFileSync(join(copy, file), 'utf8');
  for (const [before, after] of edits) {
    expect(text).toContain(before);
    text = text.replace(before, after);
  }
  writeFileSync(join(copy, file), text);
  return `${copy}/`;
}

describe('mutating a destination', () => {
  it('lists what no golden notices, in a fused workflow and in those that it runs', async () => {
    expect(await survivors(parcel, 'price.yaml')).toEqual([
      'price.yaml:14:37 - became +',
      'price.yaml:14:39 1 became 2',
      'price.yaml:15:34 "huge" became "mutated"',
      'price.yaml:16:20 "lost" became "mutated"',
      'price.yaml:17:13 in became not in',
      'price.yaml:17:22 "small" became "mutated"',
      'price.yaml:17:45 "XX" became "mutated"',
      'price.yaml:17:52 0 became 1',
    ]);
  });

  it('changes workflows with loops, groups and else too', async () => {
    expect(await survivors(parcel, 'list.yaml')).toEqual([
      'list.yaml:11:5 the step amount was dropped',
      'list.yaml:9:29 0 became 1',
      'list.yaml:12:29 2 became 3',
      'list.yaml:13:16 "many" became "mutated"',
    ]);
  });

  it('changes tables, each at the place of its entry', async () => {
    const found = await survivors(parcel, 'rates.json');
    expect(found).toContain('rates.json:1:29 6 became 7');
    expect(found).not.toContainEqual(expect.stringContaining('"NL"'));
  });

  it('leaves out what the files say of: what nothing reaches, and what changes nothing', async () => {
    const report = await mutateDestination(parcel, 'price.yaml', goOn);
    const text = renderMutation(report).replaceAll(`${folder}/`, '');
    expect(text).toContain(
      'Explained: marked in the file as undetectable:\n  price.yaml:18:62  + became - (a rate is a whole number)\n',
    );
    expect(text).not.toContain('price.yaml:16:80');
    const wrong = changed('price.yaml', [['$n * 2', '$n /* equivalent: wrong */ * 2']]);
    const { mistaken } = scoreOf((await mutateDestination(wrong, 'price.yaml', goOn)).results);
    expect(mistaken.map(({ mutant }) => mutant.label)).toEqual(['* became /']);
  });

  it('ends a mapping that would run indefinitely', async () => {
    const edit: [string, string] = [
      '$twice := function($n) { $n * 2 };',
      '$twice := function($n) { $n > 6 ? $n : $twice($n + 1) - 0 + 1 }; $last := function($n) { $n > 0 ? $last($n - 1) : 0 };',
    ];
    const path = changed('price.yaml', [edit, ['$twice($rate)', '8 + $last(3)']]);
    const report = await mutateDestination(path, 'price.yaml', goOn);
    const endless = report.results.filter(
      ({ mutant }) => mutant.label === '- became +' && mutant.from.column > 100,
    );
    expect(endless.map(({ killer }) => killer)).toEqual(['processor/a-large-parcel-costs-twice-the-rate']);
  });

  it('stops on request, and reports how much is left', async () => {
    const report = await mutateDestination(parcel, '', () => false);
    expect([report.results.length, report.total > 50]).toEqual([1, true]);
    expect(renderMutation(report)).toContain(
      `Stopped: ${String(report.total - 1)} of ${String(report.total)}`,
    );
  });

  it('gives the golden that noticed', async () => {
    const record = mutationRecord(await mutateDestination(parcel, 'price.yaml', goOn)) as {
      mutants: { change: string; outcome: string; golden?: string }[];
    };
    expect(record.mutants).toContainEqual(
      expect.objectContaining({
        change: '5 became 6',
        outcome: 'killed',
        golden: 'processor/a-small-parcel-to-an-unknown-country-costs-five',
      }),
    );
  });

  it('wants goldens that hold', async () => {
    const broken = changed('price.yaml', [['?? 5', '?? 4']]);
    await expect(mutateDestination(broken, '', goOn)).rejects.toThrow(
      'processor/a-small-parcel-to-an-unknown-country-costs-five does not hold even without a change',
    );
  });
});
