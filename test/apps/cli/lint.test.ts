import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith } from './process';

const fixtures = join(__dirname, '../../fixtures/lint');

/** A copy of a fixture's folder, which a command may change. */
function copyOf(name: string): string {
  const folder = folderWith({});
  cpSync(join(fixtures, name), folder, { recursive: true });
  return folder;
}

describe('destkit lint', () => {
  it('ends with 0 when there is nothing, or only warnings', async () => {
    const clean = await destkit(['lint', 'kochava']);
    expect([clean.code, clean.stdout]).toEqual([0, expect.stringContaining('kochava: nothing found')]);
    const warned = await destkit(['lint', join(fixtures, 'unused-step')]);
    expect([warned.code, warned.stdout]).toEqual([0, expect.stringContaining('unused-step: 1 warning (')]);
  });

  it('ends with 1 when there is an error', async () => {
    const { code, stdout } = await destkit(['lint', join(fixtures, 'foreign-host')]);
    expect([code, stdout]).toEqual([1, expect.stringContaining('foreign-host: 4 errors (')]);
  });

  it('ends with 2 when it is used wrongly', async () => {
    expect((await destkit(['lint', 'kochva'])).code).toBe(2);
    expect((await destkit(['lint', 'kochava', '--format', 'xml'])).code).toBe(2);
  });

  it('corrects the file with --fix, and reports what is left', async () => {
    const folder = copyOf('folded-expression');
    const { code, stdout, stderr } = await destkit(['lint', './', '--fix'], '', folder);
    expect([code, stderr]).toEqual([0, 'workflow.yaml: 1 corrected\n']);
    expect(stdout).toContain('folded-expression: 1 warning (');
    const text = readFileSync(join(fixtures, 'folded-expression/workflow.yaml'), 'utf8');
    expect(readFileSync(join(folder, 'workflow.yaml'), 'utf8')).toBe(
      text.replace('template: >\n', 'template: |\n'),
    );
  });
});
