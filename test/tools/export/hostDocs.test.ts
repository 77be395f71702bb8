import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit } from '../../apps/cli/process';
import { createOutFolder, listFiles, removeFolder, root } from './outFolder';

const pages = readdirSync(join(root, 'docs/hosts')).filter((name) => name.endsWith('.md'));
const commands = pages.flatMap((page) =>
  [...readFileSync(join(root, 'docs/hosts', page), 'utf8').matchAll(/^npx destkit (export .*)$/gm)].map(
    ([, command = '']) => ({ page, command }),
  ),
);

it.each(commands)('$page: destkit $command writes what the page says', async ({ page, command }) => {
  const folder = createOutFolder();
  const args = command.split(' ').map((part) => (part.startsWith('out/') ? folder : part));
  const { code, stdout } = await destkit(args, '', root);
  const files = listFiles(folder);
  removeFolder(folder);
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(files.length);
  const text = readFileSync(join(root, 'docs/hosts', page), 'utf8');
  const named = files.filter((file) => text.includes(file.replace(/^.*\//, '')));
  expect(named.length).toBeGreaterThan(0);
});

it('has a command on each page that is about an export', () => {
  expect(commands.map(({ page }) => page)).toEqual(
    expect.arrayContaining(['rudder-integrations-config.md', 'rudder-transformer.md', 'segment-function.md']),
  );
});

it('refuses --bundle for a host that could not use it', async () => {
  const folder = createOutFolder();
  const args = ['export', 'kochava', '--to', 'segment-function', '--bundle', '--out', folder];
  const { code, stderr } = await destkit(args, '', root);
  expect(code).toBe(2);
  expect(stderr).toContain('--bundle is for a folder of rudder-transformer');
  expect(listFiles(folder)).toEqual([]);
  removeFolder(folder);
});
