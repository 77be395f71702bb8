import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunnerClient } from '../../../src/apps/languageServer/runner/client';
import { attackFolder } from '../../runtime/destination/attackFolder';

test('a thread that a regular expression blocks is ended, and another one runs what comes next', async () => {
  const { project, folder } = attackFolder('catastrophic-regex');
  const client = new RunnerClient(project, false, new Map(), 2000);
  const run = () => client.call('run', { folder, goldens: undefined });
  await expect(run()).rejects.toThrow('the workflow has not come to an end after 2 s');
  const file = join(folder, 'workflow.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('/^(a+)+$/', '/^a+$/'));
  expect(await run()).toMatchObject({ total: 1 });
  await client.close();
});
