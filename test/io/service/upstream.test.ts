import { createHash, randomBytes } from 'node:crypto';
import { createServer, request as startRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { call, hostEvent, PROCESSOR, serve, type Running } from './running';

interface Received {
  method: string;
  url: string;
  rawHeaders: string[];
  bytes: number;
  hash: string;
}

type Handler = (
  request: IncomingMessage,
  received: Received,
) => [number, object, string | Buffer] | 'hang' | 'cut';

let received: Received[] = [];
/** Bytes of all bodies that have come to the upstream. */
let arrived = 0;
let handler: Handler;
let upstream: Server;
let running: Running;
const sockets = new Set<Socket>();

const features = {
  routerTransform: { HS: true, KOCHAVA: false },
  regulations: ['AM', 'KOCHAVA'],
  supportSourceTransformV1: true,
  upgradedToSourceTransformV2: true,
  flag: 'of the upstream',
};

function startUpstream(port = 0): Promise<number> {
  upstream = createServer((request, response) => {
    const hash = createHash('sha256');
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      arrived += chunk.length;
      hash.update(chunk);
    });
    request.on('end', () => {
      const { method = '', url = '', rawHeaders } = request;
      const one = { method, url, rawHeaders, bytes, hash: hash.digest('hex') };
      received.push(one);
      const answer = handler(request, one);
      if (answer === 'cut') {
        response.writeHead(200, { 'Content-Length': '1000' });
        response.write('x', () => request.socket.destroy());
      } else if (answer !== 'hang') {
        response.writeHead(answer[0], answer[1] as Record<string, string>);
        response.end(answer[2]);
      }
    });
  });
  upstream.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve) => {
    upstream.listen(port, '127.0.0.1', () => {
      resolve((upstream.address() as AddressInfo).port);
    });
  });
}

function stopUpstream(): Promise<unknown> {
  sockets.forEach((socket) => socket.destroy());
  return new Promise((resolve) => upstream.close(resolve));
}

let port: number;
beforeEach(async () => {
  received = [];
  arrived = 0;
  handler = ({ url }) =>
    url === '/features'
      ? [200, { 'Content-Type': 'text/plain' }, JSON.stringify(features)]
      : [
          200,
          { 'Content-Type': 'application/json', apiVersion: '2', 'X-Own': 'kept' },
          '[ { "raw" : 1.0 } ]',
        ];
  port = await startUpstream();
  running = await serve({ upstream: `http://127.0.0.1:${String(port)}` });
});

afterEach(async () => {
  await running.service.close();
  await stopUpstream();
});

const to = (path: string) => `${running.origin}${path}`;
const sha = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('what names a destination of ours is answered here', () => {
  it.each([
    ['POST', PROCESSOR, [hostEvent(1)]],
    ['POST', '/v0/destinations/KOCHAVA', [hostEvent(1)]],
    ['POST', '/routerTransform', { input: [hostEvent(1)], destType: 'KOCHAVA' }],
    ['POST', '/batch', { input: [hostEvent(1)], destType: 'kochava' }],
    ['POST', '/deleteUsers', [{ destType: 'KOCHAVA' }, { destType: 'AM' }]],
    ['POST', '/v1/destinations/kochava/proxy', { endpoint: 'x', metadata: [{ jobId: 1 }] }],
    ['POST', '/v2/sources/kochava', []],
    ['GET', '/health', undefined],
    ['GET', '/metrics', undefined],
  ])('%s %s', async (method, path, body) => {
    const { headers } = await call(to(path), body, {}, method);
    expect(received).toEqual([]);
    expect(headers['x-own']).toBeUndefined();
  });
});

describe('everything else is passed on as it is', () => {
  it.each([
    ['POST', '/v0/destinations/webhook?whSchemaVersion=v1&a=%2F', '[ {"a" : 1.0} ]'],
    ['POST', '/v1/destinations/hs/proxy', '{}'],
    ['POST', '/routerTransform', '{ "input": [], "destType": "HS" }'],
    ['POST', '/routerTransform', 'not JSON'],
    ['POST', '/batch', '{"destType":{}}'],
    ['POST', '/deleteUsers', '[{"destType":"AM"},{"destType":"KOCHAVA"}]'],
    ['POST', '/customTransform', '[]'],
    ['POST', '/v2/sources/shopify', '[]'],
    ['PUT', '/anything/else', 'body'],
    ['DELETE', '/anything/else', undefined],
    ['GET', '/version', undefined],
    ['GET', '/buildVersion', undefined],
    ['GET', '/v0/destinations/kochava/unknown', undefined],
  ])('%s %s', async (method, path, body) => {
    const { status, headers, raw } = await call(to(path), body, { 'X-Odd-Name': 'kept' }, method);
    expect(received).toMatchObject([{ method, url: path, hash: sha(body ?? '') }]);
    expect(received[0]?.rawHeaders).toEqual(expect.arrayContaining(['X-Odd-Name', 'kept']));
    expect([status, headers['x-own'], headers.apiversion]).toEqual([200, 'kept', '2']);
    expect(raw.toString()).toBe('[ { "raw" : 1.0 } ]');
  });

  it('statuses, repeated headers and compressed bytes too', async () => {
    const packed = gzipSync('[1]');
    handler = () => [418, { 'Content-Encoding': 'gzip', 'Set-Cookie': ['a=1', 'b=2'] }, packed];
    const { status, headers, raw } = await call(to('/customTransform'), '[]', { 'Accept-Encoding': 'gzip' });
    expect([status, headers['content-encoding'], headers['set-cookie']]).toEqual([
      418,
      'gzip',
      ['a=1', 'b=2'],
    ]);
    expect(raw.equals(packed)).toBe(true);
  });

  it('a compressed body, with its length, whether it is read here or not', async () => {
    const packed = gzipSync(JSON.stringify({ input: [], destType: 'HS' }));
    for (const path of ['/v0/destinations/hs', '/routerTransform']) {
      await call(to(path), packed, { 'Content-Encoding': 'gzip', 'Content-Length': String(packed.length) });
    }
    for (const one of received) {
      expect([one.hash, one.rawHeaders.includes(String(packed.length))]).toEqual([sha(packed), true]);
    }
    expect(received).toHaveLength(2);
  });

  it('headers of the connection are not', async () => {
    await call(to('/customTransform'), '[]', { Connection: 'close, X-Hop', 'X-Hop': '1', TE: 'trailers' });
    const names = (received[0]?.rawHeaders ?? []).map((name) => name.toLowerCase());
    expect(names).not.toContain('x-hop');
    expect(names).not.toContain('te');
    expect(names).toContain(`127.0.0.1:${String(port)}`);
  });

  it('a body of 100 MB in chunks, without being held', async () => {
    const chunk = randomBytes(1024 * 1024);
    const hash = createHash('sha256');
    let ahead = 0;
    function* chunks() {
      for (let count = 0; count < 100; count += 1) {
        // What was given away and has not come out at the other end is held by somebody.
        ahead = Math.max(ahead, count * chunk.length - arrived);
        hash.update(chunk);
        yield chunk;
      }
    }
    const status = await new Promise((resolve, reject) => {
      const outgoing = startRequest(to('/v0/destinations/webhook'), { method: 'POST' }, (incoming) => {
        incoming.resume();
        incoming.on('end', () => {
          resolve(incoming.statusCode);
        });
      });
      outgoing.on('error', reject);
      Readable.from(chunks()).pipe(outgoing);
    });
    expect(status).toBe(200);
    expect(received).toMatchObject([{ bytes: 100 * 1024 * 1024, hash: hash.digest('hex') }]);
    expect(ahead).toBeLessThan(50 * 1024 * 1024);
  });
});

describe('the features of both', () => {
  it('are merged: ours for our destinations, flags of the upstream', async () => {
    expect((await call(to('/features'))).body).toEqual({
      ...features,
      routerTransform: { HS: true, KOCHAVA: true },
      regulations: ['AM', 'KOCHAVA'],
    });
  });

  it('are the last ones known while the upstream is away, and ours alone when it never was there', async () => {
    const never = await serve({ upstream: 'http://127.0.0.1:1', upstreamTimeout: 500 });
    const alone = await call(`${never.origin}/features`);
    expect([alone.status, alone.body]).toMatchObject([
      200,
      { routerTransform: { KOCHAVA: true }, regulations: ['KOCHAVA'] },
    ]);
    await never.service.close();
    await call(to('/features'));
    await stopUpstream();
    expect((await call(to('/features'))).body).toMatchObject({
      routerTransform: { HS: true, KOCHAVA: true },
    });
    await startUpstream(port);
  });
});

describe('an upstream that is away', () => {
  it('takes its own half with it, until it is back', async () => {
    await call(to('/customTransform'), '[]');
    await stopUpstream();
    const reply = await call(to('/customTransform'), '[]');
    expect([reply.status, reply.headers['x-rudder-should-retry'], reply.headers['x-destkit-error']]).toEqual([
      503,
      'true',
      'UPSTREAM_AWAY',
    ]);
    expect((await call(to('/ready'))).body).toEqual({ ready: true, upstream: 'away' });
    const ours = await call(to(PROCESSOR), [hostEvent(1)]);
    expect(ours.body).toMatchObject([{ statusCode: 200 }]);
    await startUpstream(port);
    expect((await call(to('/customTransform'), '[]')).status).toBe(200);
    expect((await call(to('/ready'))).body).toEqual({ ready: true, upstream: 'up' });
    const metrics = (await call(to('/metrics'))).raw.toString();
    expect(metrics).toContain('destkit_upstream_failures_total 1');
    expect(metrics).toContain('destkit_upstream_calls_total{status="200"} 2');
    expect(metrics).toContain('destkit_calls_total{route="upstream",status="200"} 2');
  });

  it('or that does not answer in time gives 503', async () => {
    handler = () => 'hang';
    const impatient = await serve({ upstream: `http://127.0.0.1:${String(port)}`, upstreamTimeout: 500 });
    const reply = await call(`${impatient.origin}/customTransform`, '[]');
    expect([reply.status, reply.headers['x-rudder-should-retry']]).toEqual([503, 'true']);
    expect(reply.body).toMatchObject({ message: expect.stringContaining('nothing for 500 ms') as string });
    await impatient.service.close();
  });

  it('or that breaks off cuts the connection, so that half an answer is not taken for a whole one', async () => {
    handler = () => 'cut';
    await expect(call(to('/customTransform'), '[]')).rejects.toThrow();
  });

  it('is not called on when there are too many calls already', async () => {
    const full = await serve({
      upstream: `http://127.0.0.1:${String(port)}`,
      limits: { calls: 10, deliveries: 10, passed: 0, bytes: 1e6 },
    });
    const reply = await call(`${full.origin}/customTransform`, '[]');
    expect([reply.status, reply.headers['x-destkit-error']]).toEqual([503, 'CALL_OVERLOADED']);
    await full.service.close();
  });
});

it('a client that leaves ends the call of the upstream, and nothing else', async () => {
  handler = () => 'hang';
  const outgoing = startRequest(to('/customTransform'), { method: 'POST' });
  outgoing.on('error', () => undefined);
  outgoing.end('[]');
  while (received.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  outgoing.destroy();
  while (sockets.size > 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect((await call(to(PROCESSOR), [hostEvent(1)])).status).toBe(200);
});

it('keeps connections to the upstream', async () => {
  for (let count = 0; count < 5; count += 1) {
    await call(to('/customTransform'), '[]', { Connection: 'close' });
  }
  expect(received).toHaveLength(5);
  expect(sockets.size).toBe(1);
});

it.each([
  ['no URL', 'it is not a URL'],
  ['ftp://127.0.0.1', 'it is neither http nor https'],
  ['http://me:secret@127.0.0.1', 'it has more than a host, a port and a path'],
])('an address that is not usable is refused: %s', async (url, problem) => {
  await expect(serve({ upstream: url })).rejects.toThrow(problem);
});

it('the service is not its own upstream', async () => {
  await expect(serve({ upstream: 'http://localhost:9090', port: 9090 })).rejects.toThrow(
    'this service itself',
  );
});
