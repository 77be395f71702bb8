import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith } from './process';

const page = readFileSync(join(__dirname, '../../../docs/how-to/add-a-destination.md'), 'utf8');

it('docs/how-to/add-a-destination.md names each file that destkit new writes', async () => {
  const { stdout } = await destkit(['new', 'hub'], '', folderWith({}));
  const files = [...stdout.matchAll(/^\.\/hub\/(\S+)$/gm)].map(([, file = '']) => file.replace(/^.*\//, ''));
  expect(files).toHaveLength(8);
  expect(files.filter((file) => !page.includes(file))).toEqual([]);
});
