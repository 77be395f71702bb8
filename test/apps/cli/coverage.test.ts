import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith } from './process';

const parcel = join(__dirname, '../../fixtures/destinations/parcel');

describe('destkit test --coverage', () => {
  it('shows the coverage and ends with 0, or with 1 below the threshold', async () => {
    const shown = await destkit(['test', parcel, '--coverage']);
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('Not reached:')]);
    const low = await destkit(['test', parcel, '--coverage', '--threshold', '90']);
    expect([low.code, low.stderr]).toEqual([
      1,
      'parcel: the goldens reach less than 90 % of the steps, expressions or branches\n',
    ]);
    const fine = await destkit(['test', parcel, '--coverage', '--threshold', '80']);
    expect(fine.code).toBe(0);
  });

  it('writes lcov, and data with the other results', async () => {
    const file = join(folderWith({}), 'lcov.info');
    const { code, stdout } = await destkit([
      'test',
      parcel,
      '--coverage',
      '--lcov',
      file,
      '--format',
      'json',
    ]);
    const [report] = JSON.parse(stdout) as { coverage: { totals: object } }[];
    expect([code, report?.coverage.totals]).toEqual([
      0,
      {
        steps: { reached: 9, total: 11 },
        expressions: { reached: 60, total: 61 },
        branches: { reached: 13, total: 16 },
      },
    ]);
    expect(readFileSync(file, 'utf8')).toMatch(/^TN:parcel\nSF:/);
  });

  it('shows the coverage beside a report that has no place for it', async () => {
    const { stdout, stderr } = await destkit(['test', parcel, '--coverage', '--format', 'junit']);
    expect([stdout, stderr]).toEqual([
      expect.stringMatching(/^<\?xml/),
      expect.stringContaining('Not reached:'),
    ]);
  });

  it('ends with 2 when it is used wrongly', async () => {
    for (const wrong of [
      ['--threshold', '90'],
      ['--lcov', 'x'],
      ['--coverage', '--engine', 'reference'],
      ['--coverage', '--threshold', '101'],
    ]) {
      expect((await destkit(['test', parcel, ...wrong])).code).toBe(2);
    }
  });

  it('finds that the goldens of Kochava reach everything', async () => {
    const { code, stdout } = await destkit(['test', 'kochava', '--coverage', '--threshold', '100']);
    expect([code, stdout]).toEqual([0, expect.not.stringContaining('Not reached:')]);
  });
});

describe('destkit mutate', () => {
  it('ends with 1 when a change goes unnoticed, unless a threshold allows it', async () => {
    const found = await destkit(['mutate', parcel, '--filter', 'price.yaml']);
    expect([found.code, found.stderr]).toEqual([1, '']);
    expect(found.stdout).toMatch(
      /parcel: \d+(?:\.\d)? % of \d+ mutants detected \(\d+ killed, 8 survived, 1 explained, /,
    );
    expect((await destkit(['mutate', parcel, '--filter', 'price.yaml', '--threshold', '60'])).code).toBe(0);
    expect((await destkit(['mutate', parcel, '--filter', 'price.yaml', '--threshold', '99'])).code).toBe(1);
  });

  it('ends with 2 when it is used wrongly', async () => {
    expect((await destkit(['mutate'])).code).toBe(2);
    expect((await destkit(['mutate', parcel, '--format', 'junit'])).code).toBe(2);
    const none = await destkit(['mutate', parcel, '--filter', 'nowhere']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('contains "nowhere"')]);
  });
});
