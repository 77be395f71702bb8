import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import { rules } from '../../../src/tools/lint/rules';
import { lintDestination } from '../../../src/tools/lint/run';

const text = readFileSync(join(__dirname, '../../../docs/lint.md'), 'utf8');
const fixtures = join(__dirname, '../../fixtures/lint');

describe('docs/lint.md', () => {
  it('has a section on each rule, in their order, and on nothing else', () => {
    const sections = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(sections).toEqual(rules.map(({ id }) => id));
  });

  it('says of each section how to fix what it is about', () => {
    const silent = text
      .split(/^## /m)
      .slice(1)
      .filter((section) => !section.includes('\nFix: '));
    expect(silent).toEqual([]);
  });

  it('has the severity of each rule, and whether it can be fixed, in its table', async () => {
    const reports = await Promise.all(
      readdirSync(fixtures).map((name) => lintDestination(join(fixtures, name), nodeFiles)),
    );
    const fixable = new Set(
      reports.flatMap(({ findings }) => findings.filter(({ edit }) => edit).map(({ rule }) => rule)),
    );
    const rows = [...text.matchAll(/^\| \[(\S+)\]\(#\1\) +\| (\w+) +\| (yes)? *\|$/gm)];
    expect(rows.map(([, id, severity, fix]) => [id, severity, fix === 'yes'])).toEqual(
      rules.map(({ id, severity }) => [id, severity, fixable.has(id)]),
    );
  });
});
