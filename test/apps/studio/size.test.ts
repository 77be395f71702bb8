import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const page = join(__dirname, '../../../dist/apps/studio/page');

it('the scripts of the studio are less than 960 kB together', () => {
  const scripts = readdirSync(page).filter((file) => file.endsWith('.js'));
  const bytes = scripts.reduce((sum, file) => sum + statSync(join(page, file)).size, 0);
  expect(scripts).toEqual(['main.js', 'worker.js']);
  expect(bytes).toBeGreaterThan(300_000);
  expect(bytes).toBeLessThan(960_000);
});
