import { cpSync } from 'node:fs';
import { join, relative } from 'node:path';
import { listGoldens, readCase } from '../../../src/tools/goldens/cases';
import { temporaryFolder } from '../../temporaryFolder';

const root = join(__dirname, '../../..');

/** A copy of the webhook destination in a workspace of its own: `webhook/`. */
export function webhookWorkspace(): string {
  const folder = temporaryFolder();
  cpSync(join(root, 'test/fixtures/destinations/webhook'), join(folder, 'webhook'), { recursive: true });
  return folder;
}

/** A copy of the Kochava destination with its schemas, laid out as a project; of the goldens, those that are rejected. */
export function kochavaWorkspace(): string {
  const folder = temporaryFolder();
  for (const part of ['destinations/kochava', 'schemas/kochava']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  for (const golden of listGoldens({ path: join(root, 'destinations/kochava'), name: 'kochava' })) {
    const part = relative(root, golden.folder);
    const { expected } = readCase(golden);
    if ((expected as { outcome?: string }).outcome === 'rejected' || /(?:^|\/)track/.test(golden.name)) {
      cpSync(join(root, part), join(folder, part), { recursive: true });
    }
  }
  return folder;
}
