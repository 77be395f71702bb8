import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { TOKEN_HEADER } from '../../../src/apps/studio/contract';
import { destkit } from './process';

describe('destkit studio', () => {
  it('prints an address that works, and ends on SIGTERM', async () => {
    const main = join(__dirname, '../../../dist/apps/cli/main.js');
    const child = spawn(process.execPath, [main, 'studio', 'kochava', '--port', '0']);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    while (!text.includes('Ctrl-C')) {
      await once(child.stdout, 'data');
    }
    const [, origin = '', token = ''] = /(http:\/\/127\.0\.0\.1:\d+)\/#(\S+)/.exec(text) ?? [];
    expect((await fetch(origin)).status).toBe(200);
    expect((await fetch(`${origin}/api/folder`, { headers: { [TOKEN_HEADER]: token } })).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.each([
    ['a destination that is not there', ['nowhere'], 'there is no destination "nowhere"'],
    [
      'events that are not there',
      ['kochava', '--events', 'gone.ndjson'],
      'cannot read gone.ndjson: there is no such file',
    ],
    ['an invalid port', ['kochava', '--port', 'x'], 'It must be a whole number from 0 to 65535.'],
  ])('cannot start with %s', async (_, args, message) => {
    const { code, stdout, stderr } = await destkit(['studio', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('has help with an example', async () => {
    const { code, stdout } = await destkit(['studio', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('destkit studio kochava --events events.ndjson');
  });
});
