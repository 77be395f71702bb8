import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith } from './process';

const page = readFileSync(join(__dirname, '../../docs/new-destination.md'), 'utf8');
const commands = [...page.matchAll(/^npx destkit (.*)$/gm)].map(([, command = '']) => command);

it('docs/new-destination.md: its commands run one after the other in an empty folder', async () => {
  const folder = folderWith({});
  writeFileSync(join(folder, 'sample.json'), '{"event": "Signup", "plan": {"name": "pro"}}');
  const ends: (string | number | null)[][] = [];
  // What watches never ends by itself; watch.test.ts has it.
  const ending = commands.filter((command) => !command.endsWith('--watch'));
  for (const command of ending) {
    ends.push([command, (await destkit(command.split(' '), '', folder)).code]);
  }
  expect(ends).toEqual(ending.map((command) => [command, 0]));
  expect(ending.length).toBeLessThan(commands.length);
});

it('docs/new-destination.md names each file that destkit new writes', async () => {
  const { stdout } = await destkit(['new', 'hub'], '', folderWith({}));
  const files = [...stdout.matchAll(/^\.\/hub\/(\S+)$/gm)].map(([, file = '']) => file.replace(/^.*\//, ''));
  expect(files).toHaveLength(8);
  expect(files.filter((file) => !page.includes(file))).toEqual([]);
});
