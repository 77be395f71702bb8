import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const page = join(__dirname, '../../../dist/apps/studio/page');

it('the scripts of the studio are less than 960 kB together', () => {
  const scripts = readdirSync(page).filter((file) => file.endsWith('.js'));
  const bytes = scripts.reduce((sum, file) => sum + statSync(join(page, file)).size, 0);
  expect(scripts).toEqual(['main.js', 'worker.js']);
  expect(bytes).toBeGreaterThan(300_000);
  expect(bytes).toBeLessThan(960_000);
});

it('the worker contains the errors that its modules name, and no others', () => {
  const worker = readFileSync(join(page, 'worker.js'), 'utf8');
  const has = ['EVALUATION_TIMEOUT:', 'CONFIG_INVALID:', 'PORT_UNUSABLE:', 'JOURNAL_DAMAGED:'].map((code) =>
    worker.includes(code),
  );
  expect(has).toEqual([true, true, false, false]);
});
