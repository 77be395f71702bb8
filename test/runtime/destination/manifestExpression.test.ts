import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDestination } from '../../../src/runtime/destination/load';
import type { DestkitError } from '../../../src/runtime/errors/destkitError';
import { temporaryFolder } from '../../temporaryFolder';

const parent = temporaryFolder();

/** What the folder `weather` says of a manifest that was changed. */
async function problemsWith(name: string, change: (manifest: string) => string): Promise<unknown> {
  const folder = join(parent, name);
  cpSync(join(__dirname, '../../fixtures/destinations/weather'), folder, { recursive: true });
  const file = join(folder, 'destination.yaml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  const error = (await loadDestination(folder).catch((thrown: unknown) => thrown)) as DestkitError;
  return error.problems.map(({ code, where: { at } }) => [code, at?.line, at?.column]);
}

describe('an invalid expression of the manifest is reported with its position', () => {
  it("in the sandbox's keys", async () => {
    let line = 0;
    const change = (manifest: string) => {
      line = manifest.split('\n').length + 1;
      return `${manifest}sandbox:\n  memoryKeys: request.body.(\n`;
    };
    expect(await problemsWith('keys', change)).toEqual([['EXPRESSION_SYNTAX', line, 15]]);
  });

  it('in the condition of a request schema', async () => {
    const change = (manifest: string) =>
      manifest.replace('request.params.kind = "checked"', 'request.params.(');
    expect(await problemsWith('when', change)).toEqual([['EXPRESSION_SYNTAX', 14, 13]]);
  });
});
