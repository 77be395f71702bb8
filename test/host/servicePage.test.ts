import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { routes } from '../../src/host/routing';
import { serve } from './running';

const run = promisify(execFile);
const page = readFileSync(join(__dirname, '../../docs/hosts/service.md'), 'utf8');

describe('docs/hosts/service.md', () => {
  it('has calls that are answered as it says', async () => {
    const { origin, service } = await serve();
    const commands = [...page.matchAll(/```sh\n([^]*?)```/g)].map(([, text = '']) =>
      text.replaceAll('http://127.0.0.1:9090', origin),
    );
    const [about = '', event = ''] = commands;
    const asked = await run('sh', ['-c', about.replaceAll('curl', 'curl -s')]);
    expect(asked.stdout).toContain('{"ready":true}');
    expect(asked.stdout).toContain('"routerTransform":{"KOCHAVA":true}');
    const sent = await run('sh', ['-c', event.replaceAll('curl', 'curl -s')]);
    expect(JSON.parse(sent.stdout)).toMatchObject([
      { output: { body: { JSON: { data: { event_name: 'Purchase' } } } }, statusCode: 200 },
    ]);
    await service.close();
  });

  it('names every route', () => {
    const missing = routes.filter(({ path }) => {
      const written = path.replace(':version', 'v0').replace(':name', '<name>');
      return !page.includes(written);
    });
    expect(missing).toEqual([]);
  });
});
