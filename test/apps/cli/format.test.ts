import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith } from './process';

const untidy = 'steps:\n  - name: one\n    template: a+1\n';

describe('destkit format', () => {
  it('finds nothing to change in the destinations of the package', async () => {
    const { code, stdout } = await destkit(['format', '--check']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+ files, 0 would change\n$/)]);
  });

  it('changes files, but not with --check', async () => {
    const folder = folderWith({ 'destination.yaml': 'name: x\n', 'workflow.yaml': untidy });
    const text = () => readFileSync(join(folder, 'workflow.yaml'), 'utf8');
    const checked = await destkit(['format', './', '--check'], '', folder);
    expect([checked.code, checked.stdout]).toEqual([
      1,
      'workflow.yaml: would change\n2 files, 1 would change\n',
    ]);
    expect(text()).toBe(untidy);
    const changed = await destkit(['format', './'], '', folder);
    expect([changed.code, changed.stdout]).toEqual([0, 'workflow.yaml: changed\n2 files, 1 changed\n']);
    expect(text()).toBe(untidy.replace('a+1', 'a + 1'));
  });

  it('takes one file', async () => {
    const folder = folderWith({ 'workflow.yaml': untidy, 'other.yaml': untidy });
    const { code, stdout } = await destkit(['format', './workflow.yaml', '--check'], '', folder);
    expect([code, stdout]).toEqual([1, 'workflow.yaml: would change\n1 file, 1 would change\n']);
  });

  it('reports a file that cannot be read, and goes on', async () => {
    const folder = folderWith({ 'destination.yaml': 'name: x\n', 'a.yaml': 'steps: [\n', 'b.yaml': untidy });
    const { code, stdout, stderr } = await destkit(['format', './'], '', folder);
    expect([code, stdout]).toEqual([1, 'b.yaml: changed\n3 files, 1 changed, 1 cannot be read\n']);
    expect(stderr).toContain('a.yaml:2:1');
  });

  it('follows no links, which may lead out of the folder or nowhere', async () => {
    const outside = folderWith({ 'outside.txt': untidy });
    const folder = folderWith({ 'destination.yaml': 'name: x\n' });
    symlinkSync(join(outside, 'outside.txt'), join(folder, 'linked.yaml'));
    symlinkSync(join(outside, 'missing'), join(folder, 'dangling.yaml'));
    const { code, stdout } = await destkit(['format', './'], '', folder);
    expect([code, stdout]).toEqual([0, '1 file, 0 changed\n']);
    expect(readFileSync(join(outside, 'outside.txt'), 'utf8')).toBe(untidy);
  });
});
