import { connect } from 'node:net';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDestination } from '../../../src/runtime/destination/load';
import { folderWith } from '../../apps/cli/process';
import { closeAll, event, install, send, start } from './client';

afterEach(closeAll);

/** What came back over a connection that sent just this. */
function talk(origin: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (part) => (answer += part.toString())).on('error', () => undefined);
    socket.on('close', () => {
      resolve(answer);
    });
    socket.write(text);
  });
}

describe('a hostile client', () => {
  it.each([
    ['text', 'no json'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number beyond all', '1e999'],
    ['a list', '[1,2]'],
    ['a list of objects', `[${event()}]`],
    ['keys of the prototype', '{"__proto__":{"action":"install"},"constructor":1,"action":"event"}'],
    [
      'an action that is an object',
      '{"action":{"toString":1},"kochava_app_id":[],"kochava_device_id":{},"data":[]}',
    ],
    ['an infinite id', event().replace('"8A7B6C5D"', '1e999')],
    ['deep nesting', `{"action":"event","data":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x7b])],
  ])('sends %s, and is not answered with a success', async (_name, body) => {
    const config = { enableAuthentication: false };
    for (const path of [
      '/track/json',
      '/v1/cpi/identityLink.php',
      '/token/add',
      '/accounts/1/privacy/scrub',
    ]) {
      const sandbox = await start({ config });
      const { status, text } = await send(sandbox, path, body);
      expect(status).toBeLessThan(500);
      expect(text).not.toContain('"success":"1"');
      expect(await send(sandbox, '/track/json', install())).toMatchObject({
        status: 200,
        text: '{"success":"1"}',
      });
    }
  });

  it.each([
    '/__proto__',
    '/constructor',
    '//',
    '/%',
    '/track/json/',
    '/TRACK/JSON',
    '*',
    '/?__proto__=1&a=1&a=2',
  ])('asks for %s', async (path) => {
    const sandbox = await start();
    const answer = await talk(
      sandbox.origin,
      `POST ${path} HTTP/1.1\r\nhost: a\r\n__proto__: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('names a device as a property of every object is named', async () => {
    const sandbox = await start();
    for (const id of ['__proto__', 'constructor', '\ud800']) {
      await send(sandbox, '/track/json', event(id));
      await send(sandbox, '/track/json', install(id, id));
      await send(sandbox, '/track/json', event(id));
    }
    expect(sandbox.requests().map(({ notes }) => notes.length)).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0]);
  });

  it('sends more than is read, and is answered with 413 and a closed connection', async () => {
    const sandbox = await start();
    expect(
      await send(sandbox, '/track/json', Buffer.alloc(4 * 1024 * 1024 + 1, 'x'), {
        headers: { connection: 'keep-alive' },
      }),
    ).toMatchObject({
      status: 413,
      headers: { connection: 'close' },
    });
    expect(sandbox.requests()).toMatchObject([{ status: 413, accepted: false, body: '' }]);
    expect(sandbox.requests()[0]).not.toHaveProperty('hash');
  });

  it('sends without end, and is cut off', async () => {
    const sandbox = await start();
    await expect(send(sandbox, '/track/json', Buffer.alloc(20 * 1024 * 1024))).rejects.toBeDefined();
    expect(sandbox.counts().received).toBe(0);
  });

  it('sends half a request, and is cut off in time', async () => {
    const sandbox = await start({ readingTime: 300 });
    const halves = [
      'POST /track/json HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"action"',
      'POST /track/json HTTP/1.1\r\nhost: a\r\n',
    ];
    for (const half of halves) {
      expect(await talk(sandbox.origin, half)).toMatch(/^HTTP\/1\.1 408 /);
    }
    expect(sandbox.counts().received).toBe(0);
  });

  it('speaks another language', async () => {
    const sandbox = await start();
    expect(await talk(sandbox.origin, 'EHLO there\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await send(sandbox, '/track/json', install())).toMatchObject({ status: 200 });
  });
});

describe('a plugin that answers badly', () => {
  it.each<[string, string, number, string, string?]>([
    ['no answer', '"hello"', 500, 'the workflow gave no answer with a status from 200 to 599'],
    ['an invalid status', '{"status": 99}', 500, 'the workflow gave no answer with a status from 200 to 599'],
    ['a rejection', '$ensure(false, "no")', 400, 'no'],
    [
      'headers that cannot be sent',
      '{"status": 200, "headers": {"a b": "c"}}',
      500,
      'the workflow gave headers that cannot be sent',
    ],
    [
      'memory keys that fail',
      '{"status": 200}',
      500,
      'an expression of the manifest failed (D3001)',
      'sandbox:\n  memoryKeys: $string(request.body.number)\n',
    ],
  ])('%s', async (_name, template, status, error, more = '') => {
    const folder = folderWith({});
    const weather = join(folder, 'weather');
    cpSync(join(__dirname, '../../fixtures/destinations/weather'), weather, { recursive: true });
    const manifest = readFileSync(join(weather, 'destination.yaml'), 'utf8');
    writeFileSync(
      join(weather, 'destination.yaml'),
      manifest.replace('features:', 'features:\n  sandbox: sandbox.yaml') + more,
    );
    const step = `steps:\n  - name: answer\n    template: |\n      ${template}\n`;
    writeFileSync(
      join(weather, 'sandbox.yaml'),
      `name: sandbox\ntemplateType: jsonata\nexecutor: compiledExecutor\nbindings:\n  - path: ./runtime\n${step}`,
    );
    const sandbox = await start({ destination: await loadDestination(weather) });
    const answered = await send(sandbox, '/', '{"number": 1e999}');
    expect([answered.status, JSON.parse(answered.text)]).toEqual([status, { error }]);
  });
});
