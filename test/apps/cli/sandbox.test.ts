import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { destkit, folderWith, parseLines } from './process';

const main = join(__dirname, '../../../dist/apps/cli/main.js');

/** Starts the command, and waits for the line that says where it listens. */
async function listen(
  args: string[],
): Promise<{ child: ChildProcess; origin: string; output: () => string }> {
  const child = spawn(process.execPath, [main, 'sandbox', 'kochava', ...args]);
  let text = '';
  child.stderr.on('data', (part: Buffer) => (text += part.toString()));
  await new Promise<void>((resolve, reject) => {
    child.on('close', () => {
      reject(new Error(text));
    });
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('Ctrl-C')) {
        resolve();
      }
    });
  });
  return { child, origin: /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '', output: () => text };
}

function end(child: ChildProcess): Promise<number | null> {
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.kill('SIGINT');
  return code;
}

describe('destkit sandbox', () => {
  it('listens until Ctrl-C, then says what there was, and has recorded it', async () => {
    const folder = folderWith({
      'config.json': '{"apiKey":"k","enableAuthentication":true,"authApiKey":"a","authSecret":"s-4411"}',
    });
    const record = join(folder, 'record.ndjson');
    const config = join(folder, 'config.json');
    const { child, origin, output } = await listen([
      '--config',
      config,
      '--record',
      record,
      '--fault',
      'script:500',
    ]);
    for (const expected of [500, 401, 404]) {
      const path = expected === 404 ? '/nowhere' : '/track/json';
      const { status } = await fetch(`${origin}${path}`, { method: 'POST', body: '{}' });
      expect(status).toBe(expected);
    }
    expect(await end(child)).toBe(0);
    expect(output()).toContain('2 requests received: 0 accepted, 2 refused\nfaults: 1 500\n');
    expect(parseLines(readFileSync(record, 'utf8')).map(({ status }) => status)).toEqual([401, 404]);
    expect(output() + readFileSync(record, 'utf8')).not.toContain('s-4411');
  });

  it('refuses faults that it cannot read, and says what is allowed', async () => {
    const { code, stderr } = await destkit(['sandbox', 'kochava', '--fault', '418=0.1']);
    expect(code).toBe(2);
    expect(stderr).toContain('error[FAULTS_INVALID] the faults cannot be read: "418=0.1" names no fault');
    expect(stderr).toContain('script:500,ok,429:2,ok');
  });

  it('says that the port is taken', async () => {
    const { child, origin } = await listen([]);
    const { code, stderr } = await destkit(['sandbox', 'kochava', '--port', new URL(origin).port]);
    expect(code).toBe(2);
    expect(stderr).toContain('error[PORT_UNUSABLE] cannot listen on 127.0.0.1:');
    await end(child);
  });

  it.each(['-1', '65536', 'http'])('refuses --port %s', async (port) => {
    expect((await destkit(['sandbox', 'kochava', `--port=${port}`])).code).toBe(2);
  });
});
