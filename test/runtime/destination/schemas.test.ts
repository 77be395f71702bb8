import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDestination } from '../../../src/runtime/destination/load';
import { nodeFiles } from '../../../src/runtime/destination/nodeFiles';
import type { DestkitError } from '../../../src/runtime/errors/destkitError';
import { lintDestination } from '../../../src/tools/lint/run';
import { temporaryFolder } from '../../temporaryFolder';

/** The folder of a destination whose config schema is this text. */
function folderWith(schema: string): string {
  const folder = join(temporaryFolder(), 'weather');
  cpSync(join(__dirname, '../../fixtures/destinations/weather'), folder, { recursive: true });
  writeFileSync(join(folder, 'config.schema.json'), schema);
  return folder;
}

/** `line: message` of what keeps a destination from being loaded. */
async function problemsOf(folder: string): Promise<string[]> {
  const error: unknown = await readDestination(folder).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'DESTINATION_INVALID' });
  return (error as DestkitError).problems.map(
    ({ message, where }) => `${String(where.at?.line)}: ${message}`,
  );
}

describe.each([
  ['{\n  "type": "objekt"\n}', /^2: type must be one of .*"object"/],
  ['{\n  "required": "name"\n}', /^2: required must be an array/],
  ['{\n  "type": "object",\n  "type": "object"\n}', /^3: .*unique/],
])('an invalid config schema: %j', (schema, problem) => {
  it('is refused at its place', async () => {
    expect(await problemsOf(folderWith(schema))).toContainEqual(expect.stringMatching(problem));
  });

  it('is found by lint, at the same place', async () => {
    const { findings } = await lintDestination(folderWith(schema), nodeFiles);
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ at, message }) => `${String(at.line)}: ${message}`)).toContainEqual(
      expect.stringMatching(problem),
    );
  });
});

test('a config schema with a reference that leads nowhere is named', async () => {
  const folder = folderWith('{"properties": {"a": {"$ref": "#/definitions/none"}}}');
  expect(await problemsOf(folder)).toEqual([expect.stringMatching(/^1: .*#\/definitions\/none/)]);
});
