import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../temporaryFolder';

const root = join(__dirname, '../../..');

/** A copy of the webhook destination in a workspace of its own: `webhook/`. */
export function webhookWorkspace(): string {
  const folder = temporaryFolder();
  cpSync(join(root, 'test/fixtures/destinations/webhook'), join(folder, 'webhook'), { recursive: true });
  return folder;
}

/** A copy of the Kochava destination with its schemas and some of its goldens, laid out as a project. */
export function kochavaWorkspace(): string {
  const folder = temporaryFolder();
  for (const part of ['destinations/kochava', 'schemas/kochava']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  return folder;
}
