import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** A new empty folder. `environment.js` removes it when the test file has ended. */
export function temporaryFolder(): string {
  const parent = process.env.TEST_FOLDERS ?? '';
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'destkit-'));
}
