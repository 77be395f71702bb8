import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runChaos } from '../../../scripts/chaos/run';
import type { DeliveryReport } from '../../../src/io/delivery/report';
import { destkit, folderWith, parseLines } from './process';

const secrets = { authApiKey: 'k3y-of-the-account', authSecret: 's3cret-of-the-account' };
const config = { apiKey: 'koacme', profile: 'kochava', enableAuthentication: true, ...secrets };

const track = (user: string, event = 'Order Completed') =>
  JSON.stringify({
    type: 'track',
    event,
    anonymousId: user,
    context: { device: { id: user }, os: { name: 'iOS' }, ip: '203.0.113.24', userAgent: 'Acme' },
    timestamp: '2026-03-02T08:18:47.300Z',
  });

const main = join(__dirname, '../../../dist/apps/cli/main.js');

let server: Server;
let origin: string;
let answer: (body: string) => [status: number, body: string];
const received: { body: string; headers: Record<string, unknown> }[] = [];

const listener: RequestListener = (incoming, outgoing) => {
  let body = '';
  incoming.setEncoding('utf8').on('data', (text: string) => (body += text));
  incoming.on('end', () => {
    received.push({ body, headers: incoming.headers });
    const [status, text] = answer(body);
    outgoing.writeHead(status).end(text);
  });
};

beforeEach(async () => {
  received.length = 0;
  answer = () => [200, '{"success":"1"}'];
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const folderOf = (lines: string[], settings: object = config) =>
  folderWith({ 'events.ndjson': `${lines.join('\n')}\n`, 'config.json': JSON.stringify(settings) });

const deliver = (folder: string, args: string[] = [], input?: string) =>
  destkit(
    [
      'deliver',
      'kochava',
      ...(input === undefined ? ['events.ndjson'] : []),
      ...['--config', 'config.json', '--endpoint', origin, '--backoff', '1', ...args],
    ],
    input,
    folder,
  );

function textOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'config.json')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

describe('destkit deliver', () => {
  it('delivers the events of a file once, whatever it is run for', async () => {
    const folder = folderOf([track('a'), track('b')], { apiKey: 'koacme' });
    const first = await deliver(folder);
    expect(first.code).toBe(0);
    expect(first.stdout).toContain(
      '2 lines: 2 delivered, 0 rejected, 0 filtered, 0 pending\n2 requests sent in 1 run;',
    );
    expect(first.stderr).toBe('');
    expect(received.map(({ body }) => (JSON.parse(body) as { action: string }).action)).toEqual([
      'event',
      'event',
    ]);
    const second = await deliver(folder, ['--format', 'json']);
    expect(JSON.parse(second.stdout)).toMatchObject({
      lines: { total: 2, delivered: 2 },
      runs: 2,
      attempts: 2,
    });
    expect(received).toHaveLength(2);
  });

  it('shows secrets on the wire and nowhere else', async () => {
    const folder = folderOf([track('a'), track('b'), '{"type":"track"}', 'no JSON']);
    answer = () => [
      200,
      `{"success":"0","error":"${secrets.authApiKey} with ${secrets.authSecret} is wrong"}`,
    ];
    const { code, stdout, stderr } = await deliver(folder);
    expect(code).toBe(1);
    expect(received[0]?.headers['kochava-api-key']).toBe(secrets.authApiKey);
    const token = String(received[0]?.headers['kochava-auth-token']);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    const dry = await deliver(folder, ['--dry-run']);
    const shown = [stdout, stderr, dry.stdout, dry.stderr, textOf(folder)].join('\n');
    expect(shown).toContain('*** with *** is wrong');
    for (const secret of [...Object.values(secrets), token]) {
      expect(shown).not.toContain(secret);
    }
    expect(parseLines(dry.stdout)[0]).toMatchObject({
      line: 1,
      method: 'POST',
      url: `${origin}/track/json`,
      headers: { 'kochava-api-key': '***', 'kochava-auth-token': '***' },
    });
  });

  it('sends nothing and keeps no journal in a dry run', async () => {
    const folder = folderOf([track('a'), '{"type":"alias"}']);
    const { code, stdout } = await deliver(folder, ['--dry-run']);
    expect(code).toBe(0);
    expect(parseLines(stdout)).toMatchObject([{ line: 1, method: 'POST' }, { line: 2 }]);
    expect(received).toEqual([]);
    expect(existsSync(join(folder, '.destkit'))).toBe(false);
  });

  it('stops at refused credentials with 3, names the settings, and goes on once they are right', async () => {
    const folder = folderOf([track('a'), track('b')]);
    answer = () => [401, ''];
    const refused = await deliver(folder, ['--concurrency', '1']);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('error[CREDENTIALS_REFUSED]');
    expect(refused.stderr).toContain('authApiKey, authSecret, authenticationKey');
    expect(refused.stdout).toContain('2 pending');
    answer = () => [200, '{"success":"1"}'];
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...config, authSecret: 'corrected' }));
    const corrected = await deliver(folder, ['--format', 'json']);
    expect(corrected.code).toBe(0);
    expect(JSON.parse(corrected.stdout)).toMatchObject({ runs: 2, lines: { delivered: 2, pending: 0 } });
  });

  it('sends again after answers that leave open whether the request arrived', async () => {
    const answers = ['', '<html></html>', '{"success": "1", ', 'null', '{"message":"hello"}'];
    const folder = folderOf([track('a')]);
    answer = () => [200, answers[received.length - 1] ?? '{"success":"1"}'];
    const { code, stdout } = await deliver(folder, ['--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      lines: { delivered: 1, rejected: 0, pending: 0 },
      attempts: answers.length + 1,
      possibleDuplicates: { afterSilence: answers.length },
    });
  });

  it('writes rejected events so that they can be corrected and delivered', async () => {
    const own = `{"message":${track('c', 'bad')},"destination":{"ID":"d","Config":{"apiKey":"own"}},"metadata":{"jobId":1}}`;
    const folder = folderOf([track('a', 'bad'), track('b'), own], { apiKey: 'koacme' });
    answer = (body) => [200, body.includes('"bad"') ? '{"success":"0","error":"no"}' : '{"success":"1"}'];
    const { code, stdout } = await deliver(folder, ['--format', 'json']);
    expect(code).toBe(1);
    const { rejectedFile } = JSON.parse(stdout) as { rejectedFile: string };
    const text = readFileSync(join(folder, rejectedFile), 'utf8');
    expect(
      parseLines(text).sort((one, two) => Object.keys(one).length - Object.keys(two).length),
    ).toMatchObject([
      {
        message: { event: 'bad', anonymousId: 'a' },
        rejected: { line: 1, code: 'DESTINATION', message: 'no' },
      },
      {
        message: { anonymousId: 'c' },
        destination: { ID: 'd' },
        metadata: { jobId: 1 },
        rejected: { line: 3 },
      },
    ]);
    expect(text).not.toContain('Config');
    writeFileSync(join(folder, 'events.ndjson'), text.replaceAll('"bad"', '"Order Completed"'));
    expect((await deliver(folder, ['--journal', 'again'])).stdout).toContain('2 lines: 2 delivered');
  });

  it('takes stdin with a journal, and not without', async () => {
    const folder = folderOf([]);
    const refused = await deliver(folder, [], `${track('a')}\n`);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('events from stdin need --journal');
    const { code, stdout } = await deliver(folder, ['--journal', 'j'], `${track('a')}\n`);
    expect(code).toBe(0);
    expect(stdout).toContain('1 line: 1 delivered');
  });

  it.each([
    [['--endpoint', 'https://evil.example'], 'the manifest does not allow requests to https://evil.example'],
    [['--endpoint', '127.0.0.1'], '--endpoint must be an origin'],
    [['--concurrency', '0'], 'It must be a whole number of at least 1.'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await deliver(folderOf([track('a')]), args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('waits for requests in progress on Ctrl-C, reports, and exits with 130', async () => {
    const users = Array.from({ length: 50 }, (_, index) => track(`u${String(index)}`));
    const folder = folderOf(users, { apiKey: 'koacme' });
    const children: ChildProcess[] = [];
    answer = () => {
      // Only once: a second Ctrl-C abandons the requests in progress.
      if (received.length === 1) {
        children[0]?.kill('SIGINT');
      }
      return [200, '{"success":"1"}'];
    };
    const args = ['events.ndjson', '--config', 'config.json', '--endpoint', origin, '--concurrency', '1'];
    const running = spawn(process.execPath, [main, 'deliver', 'kochava', ...args, '--format', 'json'], {
      cwd: folder,
    });
    children.push(running);
    let stdout = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    const [code] = (await once(running, 'close')) as [number];
    expect(code).toBe(130);
    const report = JSON.parse(stdout) as DeliveryReport;
    expect(report).toMatchObject({ stoppedBy: 'interrupted', killedRuns: 0, lines: { total: 50 } });
    expect(report.lines.delivered).toBe(received.length);
    expect((await deliver(folder)).code).toBe(0);
    expect(received).toHaveLength(50);
  });

  it('loses nothing through faults and a kill', async () => {
    const options = { events: 300, keys: 20, kills: 1, concurrency: 8, timeout: 2000 };
    const { problems, kills } = await runChaos(options);
    expect(problems).toEqual([]);
    expect(kills).toBe(1);
  });
});

it('delivers to a sandbox of its own, which knows the settings', async () => {
  const folder = folderOf([track('a', 'Application Installed'), track('a')]);
  const { code, stdout } = await destkit(
    ['deliver', 'kochava', 'events.ndjson', '--config', 'config.json', '--sandbox', '--format', 'json'],
    '',
    folder,
  );
  const { lines, attempts } = JSON.parse(stdout) as DeliveryReport;
  expect({ code, lines, attempts }).toMatchObject({
    code: 0,
    lines: { delivered: 2, total: 2 },
    attempts: 2,
  });
  expect(received).toEqual([]);
});

it('refuses a sandbox and an endpoint at once', async () => {
  const folder = folderOf([track('a')]);
  const { code, stderr } = await deliver(folder, ['--sandbox', '--endpoint', origin]);
  expect(code).toBe(2);
  expect(stderr).toContain("cannot be used with option '--endpoint");
});
