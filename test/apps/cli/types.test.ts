import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith } from './process';

const webhook = join(__dirname, '../../fixtures/destinations/webhook');

describe('destkit types', () => {
  it('writes the type of the settings to stdout, or to a file', async () => {
    const folder = folderWith({});
    const shown = await destkit(['types', webhook]);
    expect([shown.code, shown.stdout]).toEqual([
      0,
      expect.stringContaining('export interface WebhookConfig {'),
    ]);
    const written = await destkit(['types', webhook, '--out', 'config.ts'], '', folder);
    expect([written.code, written.stdout]).toEqual([0, '']);
    expect(readFileSync(join(folder, 'config.ts'), 'utf8')).toBe(shown.stdout);
  });

  it('ends with 2 when the destination is not there, or the file cannot be written', async () => {
    expect((await destkit(['types', './nowhere'])).code).toBe(2);
    expect((await destkit(['types', webhook, '--out', 'no/such/folder/config.ts'])).code).toBe(2);
  });
});
