import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith } from './process';

const cases = [
  {
    description: 'A letter is sent',
    feature: 'processor',
    input: {
      request: {
        body: [
          {
            message: { type: 'track', userId: 'u1', properties: { letterId: 'L1' } },
            destination: { Config: {} },
            metadata: {},
          },
        ],
      },
    },
    output: {
      response: {
        status: 200,
        body: [
          {
            output: {
              ...{
                version: '1',
                type: 'REST',
                method: 'POST',
                endpoint: 'https://letters.example/v1/letters',
              },
              ...{ headers: {}, params: {}, files: {}, userId: '' },
              body: { JSON: { letter: 'L1', customer: 'u1' }, JSON_ARRAY: {}, XML: {}, FORM: {} },
            },
            metadata: {},
            statusCode: 200,
          },
        ],
      },
    },
  },
  { description: 'Deletes', feature: 'userDeletion' },
];

it('imports cases once, and test runs them', async () => {
  const folder = folderWith({ 'cases.json': JSON.stringify(cases), 'data.ts': 'export const data = [];' });
  cpSync(join(__dirname, '../../fixtures/hostFolder'), folder, { recursive: true });
  const run = (...args: string[]) => destkit(args, '', folder);
  const args = ['import-goldens', 'cases.json', '--to', 'destinations/letters'];

  const first = await run(...args);
  expect(first.code).toBe(1);
  expect(first.stdout).toBe(
    'not imported: Deletes: the folder has no workflow for the feature userDeletion\nletters: 1 golden written, 1 not imported\n',
  );
  const refused = await run('test', 'destinations/letters');
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('TEMPLATE_IS_CODE')]);
  const tested = await run('test', '--allow-code', 'destinations/letters');
  expect(tested.stdout).toContain('letters: 1 golden holds');
  expect(tested.stderr).toContain('neither settings nor the hosts of requests are checked');

  const golden = join(folder, 'destinations/letters/goldens/processor/a-letter-is-sent/output.json');
  writeFileSync(golden, '{}');
  expect((await run('test', '--allow-code', 'destinations/letters')).code).toBe(1);
  expect((await run(...args)).stdout).toContain('a-letter-is-sent exists; --force replaces it');
  expect(readFileSync(golden, 'utf8')).toBe('{}');
  await run(...args, '--force');
  expect((await run('test', '--allow-code', 'destinations/letters')).code).toBe(0);

  const outside = join(folder, 'outside.json');
  writeFileSync(outside, 'kept');
  rmSync(golden);
  symlinkSync(outside, golden);
  expect((await run(...args, '--force')).stdout).toContain('1 golden written');
  expect(readFileSync(outside, 'utf8')).toBe('kept');

  const measured = await run('test', '--allow-code', 'destinations/letters', '--coverage');
  expect(measured.stderr).toContain(
    'letters/procWorkflow.yaml is not measured: its templates are json-template',
  );
  const code = await run('import-goldens', 'data.ts', '--to', 'destinations/letters');
  expect([code.code, code.stderr]).toEqual([2, expect.stringContaining('A data.ts is not run')]);
});

it('writes nothing through a link', async () => {
  const folder = folderWith({ 'cases.json': JSON.stringify(cases) });
  mkdirSync(join(folder, 'outside'));
  cpSync(join(__dirname, '../../fixtures/hostFolder'), folder, { recursive: true });
  mkdirSync(join(folder, 'destinations/letters/goldens'));
  symlinkSync(join(folder, 'outside'), join(folder, 'destinations/letters/goldens/processor'));
  const { code, stderr } = await destkit(
    ['import-goldens', 'cases.json', '--to', 'destinations/letters'],
    '',
    folder,
  );
  expect([code, stderr]).toEqual([2, expect.stringContaining('FILE_OUTSIDE')]);
  expect(readdirSync(join(folder, 'outside'))).toEqual([]);
});
