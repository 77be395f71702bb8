import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { loadDestination } from '../../../src/runtime/destination/load';
import { folderWith, parseLines } from '../../apps/cli/process';
import { closeAll, event, install, link, send, start } from './client';

afterEach(closeAll);

const secrets = { authApiKey: 'key-7f3a', authSecret: 'secret-91bc' };

function sign(body: string): Record<string, string> {
  const sha1 = createHash('sha1').update(body).digest('hex');
  const token = createHmac('sha256', secrets.authApiKey)
    .update(secrets.authSecret + sha1)
    .digest('hex');
  return { 'Kochava-Api-Key': secrets.authApiKey, 'Kochava-Auth-Token': token };
}

describe('a sandbox', () => {
  it('remembers installs, by the ids of a link too', async () => {
    const sandbox = await start();
    await send(sandbox, '/track/json', event('d-1'));
    await send(sandbox, '/v1/cpi/identityLink.php', link('v-1'));
    await send(sandbox, '/track/json', install('d-1', 'v-1'));
    await send(sandbox, '/track/json', event('d-1'));
    await send(sandbox, '/track/json', event('d-2'));
    await send(sandbox, '/v1/cpi/identityLink.php', link('v-1'));
    expect(sandbox.requests().map(({ key, notes }) => [key, ...notes])).toEqual([
      ['d-1', 'untied'],
      ['koacme idfv v-1', 'untied'],
      ['d-1'],
      ['d-1'],
      ['d-2', 'untied'],
      ['d-1'],
    ]);
    expect(sandbox.counts()).toMatchObject({ received: 6, accepted: 6, notes: { untied: 3 } });
  });

  it('takes the bodies of both profiles, and names what is wrong by the one that is closest', async () => {
    const destination = await loadDestination('kochava');
    const sandbox = await start();
    for (const profile of ['rudderstack', 'kochava']) {
      const message = {
        type: 'track',
        event: 'Order Completed',
        anonymousId: 'a-1',
        context: { os: { name: 'iOS' }, device: { id: 'd-1' } },
      };
      const result = await destination.transform({
        message,
        destination: { Config: { apiKey: 'k', profile } },
      });
      const body = 'requests' in result ? JSON.stringify(result.requests[0]?.body.JSON) : '';
      expect((await send(sandbox, '/track/json', body)).text).toBe('{"success":"1"}');
    }
    const { status, text } = await send(sandbox, '/track/json', event().replace('"EUR"', '"euro"'));
    expect([status, JSON.parse(text)]).toEqual([
      200,
      { success: '0', error: 'body.data.currency must be three capital letters, such as EUR' },
    ]);
  });

  it('checks signatures over the bytes that came', async () => {
    const sandbox = await start({ config: { apiKey: 'k', enableAuthentication: true, ...secrets } });
    const signed = event().replace('"device_ua":""', '"device_ua":"Mozilla\\/5.0"');
    expect(await send(sandbox, '/track/json', signed, { headers: sign(signed) })).toMatchObject({
      status: 200,
    });
    const plain = signed.replace('\\/', '/');
    expect(await send(sandbox, '/track/json', plain, { headers: sign(plain) })).toMatchObject({
      status: 401,
      text: '{"success":"0","error":"the body is not written as PHP writes it"}',
    });
    expect(await send(sandbox, '/track/json', signed)).toMatchObject({ status: 401 });
    expect(sandbox.requests().map(({ record }) => record)).toMatchObject([
      { signature: 'valid' },
      { signature: 'refused' },
      { signature: 'refused' },
    ]);
  });

  it('takes 2 MiB and refuses a byte more', async () => {
    const sandbox = await start();
    const body = (bytes: number) => event('8A7B6C5D', 'x'.repeat(bytes - event('8A7B6C5D', '').length));
    expect(await send(sandbox, '/track/json', body(2_097_152))).toMatchObject({ status: 200 });
    expect(await send(sandbox, '/track/json', body(2_097_153))).toMatchObject({
      status: 413,
      text: '{"success":"0","error":"the body is over 2 MB"}',
    });
  });

  it('serves what it received, the newest last, without secrets', async () => {
    const config = { apiKey: 'k', enableAuthentication: true, ...secrets };
    const file = join(folderWith({}), 'record.ndjson');
    const sandbox = await start({ config, record: file });
    await send(sandbox, '/track/json?from=test', event('d-1'), { headers: sign(event('d-1')) });
    await send(sandbox, '/accounts/1/privacy/scrub', '{}', { headers: { 'authentication-KEY': 'dsr-55d0' } });
    await send(sandbox, '/track/json', event('d-2'), {
      headers: { ...sign(event('d-2')), 'x-other': 'shown' },
    });
    const { text } = await send(sandbox, '/requests', '', { method: 'GET' });
    const served = JSON.parse(text) as { counts: object; requests: { number: number; headers: object }[] };
    expect(served.counts).toMatchObject({ received: 3, accepted: 2, refused: 1 });
    expect(served.requests.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(served.requests[0]).toMatchObject({
      path: '/track/json',
      body: event('d-1'),
      hash: hash(event('d-1')),
    });
    expect(served.requests[2]?.headers).toMatchObject({
      'kochava-api-key': '***',
      'kochava-auth-token': '***',
      'x-other': 'shown',
    });
    expect(served.requests[1]?.headers).toMatchObject({ 'authentication-key': '***' });
    const limited = await send(sandbox, '/requests?limit=2', '', { method: 'GET' });
    expect((JSON.parse(limited.text) as typeof served).requests.map(({ number }) => number)).toEqual([2, 3]);
    await sandbox.close();
    const recorded = readFileSync(file, 'utf8');
    for (const secret of [
      ...Object.values(secrets),
      'dsr-55d0',
      String(sign(event('d-1'))['Kochava-Auth-Token']),
    ]) {
      expect(text + recorded).not.toContain(secret);
    }
  });

  it.each(['0', '-1', 'all', '1e3', ''])('refuses ?limit=%s', async (limit) => {
    const sandbox = await start();
    expect(await send(sandbox, `/requests?limit=${limit}`, '', { method: 'GET' })).toMatchObject({
      status: 400,
    });
  });

  it('tells its requests to nobody who reached it by another name', async () => {
    const sandbox = await start();
    const headers = { host: 'rebound.example' };
    expect(await send(sandbox, '/requests', '', { method: 'GET', headers })).toMatchObject({ status: 403 });
  });

  it('records to a file what proves an order: number, key, hash and success, but no body', async () => {
    const file = join(folderWith({}), 'record.ndjson');
    const sandbox = await start({ record: file });
    await send(sandbox, '/track/json', install('d-1'));
    await send(sandbox, '/track/json', '{"action":"event"}');
    await sandbox.close();
    const lines = parseLines(readFileSync(file, 'utf8'));
    expect(lines).toEqual([
      {
        number: 1,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown,
        method: 'POST',
        path: '/track/json',
        status: 200,
        accepted: true,
        bytes: install('d-1').length,
        hash: hash(install('d-1')),
        key: 'd-1',
        notes: [],
        record: { action: 'install', device: 'd-1' },
      },
      expect.objectContaining({
        number: 2,
        accepted: false,
        reason: expect.stringContaining('is required') as unknown,
      }),
    ]);
  });

  it('says when the record cannot be written', async () => {
    const record = join(folderWith({}), 'missing/record.ndjson');
    await expect(start({ record })).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  it('says when the port is taken', async () => {
    const port = Number(new URL((await start()).origin).port);
    await expect(start({ port })).rejects.toMatchObject({
      code: 'PORT_UNUSABLE',
      message: `cannot listen on 127.0.0.1:${String(port)}: another program listens there`,
    });
  });

  it('says when the destination has no such feature', async () => {
    const destination = await loadDestination(join(__dirname, '../../fixtures/destinations/weather'));
    await expect(start({ destination })).rejects.toMatchObject({ code: 'FEATURE_NOT_FOUND' });
  });

  it('listens on this machine alone', async () => {
    const { origin } = await start();
    expect(new URL(origin).hostname).toBe('127.0.0.1');
    const others = Object.values(networkInterfaces())
      .flatMap((found) => found ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of [...others, { address: '127.0.0.2' }]) {
      await expect(reach(address, Number(new URL(origin).port))).resolves.toBe(false);
    }
  });
});

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function reach(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket
      .on('connect', () => {
        end(true);
      })
      .on('error', () => {
        end(false);
      })
      .on('timeout', () => {
        end(false);
      });
  });
}
