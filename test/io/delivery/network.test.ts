import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { Router } from '../../../src/io/delivery/route';
import { Sender } from '../../../src/io/delivery/send';
import { toWire } from '../../../src/io/delivery/wire';
import { request } from './requests';
import { temporaryFolder } from '../../temporaryFolder';

const servers: http.Server[] = [];
let sender: Sender;

async function listen(server: http.Server, scheme = 'http'): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `${scheme}://127.0.0.1:${String(((server as Server).address() as AddressInfo).port)}`;
}

function send(origin: string, timeout = 10_000, endpoint = 'https://api.example/track') {
  sender = new Sender(4, timeout);
  return sender.send(toWire(request({ endpoint }), new Router(['api.example'], origin)));
}

afterEach(() => {
  sender.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a request to a server on this machine', () => {
  it('takes the origin that was given and keeps its path', async () => {
    let path: string | undefined;
    const origin = await listen(
      http.createServer((incoming, outgoing) => {
        path = incoming.url;
        outgoing.setHeader('X-Seen', 'Yes').writeHead(201).end('héllo');
      }),
    );
    const answer = await send(origin, 10_000, 'https://api.example/v1/track?a=1');
    expect(answer).toMatchObject({ status: 201, headers: { 'x-seen': 'Yes' }, body: 'héllo' });
    expect(path).toBe('/v1/track?a=1');
  });

  it('that never answers ends with the timeout', async () => {
    const origin = await listen(http.createServer(() => undefined));
    expect(await send(origin, 50)).toEqual({ message: 'no answer within 50 ms', mayHaveArrived: true });
  });

  it('that answers half-way and then hangs ends with the timeout, too', async () => {
    const origin = await listen(
      http.createServer((_incoming, outgoing) => {
        outgoing.writeHead(200, { 'content-length': '100' }).write('half');
      }),
    );
    expect(await send(origin, 100)).toEqual({ message: 'no answer within 100 ms', mayHaveArrived: true });
  });

  it('that resets the connection may have arrived', async () => {
    const origin = await listen(
      http.createServer((incoming) => {
        incoming.socket.resetAndDestroy();
      }),
    );
    expect(await send(origin)).toEqual({
      message: 'the connection was reset (ECONNRESET)',
      mayHaveArrived: true,
    });
  });

  it('that nobody listens to has not arrived', async () => {
    const server = http.createServer();
    const origin = await listen(server);
    server.close();
    await once(server, 'close');
    expect(await send(origin)).toEqual({
      message: 'the connection was refused (ECONNREFUSED)',
      mayHaveArrived: false,
    });
  });

  it('that redirects is not followed', async () => {
    let count = 0;
    const origin = await listen(
      http.createServer((_incoming, outgoing) => {
        count += 1;
        outgoing.writeHead(302, { location: '/elsewhere' }).end();
      }),
    );
    expect(await send(origin)).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(count).toBe(1);
  });

  it('with a certificate that nobody vouches for is not sent', async () => {
    const folder = temporaryFolder();
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const subject = ['-days', '2', '-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert];
    execFileSync('openssl', [...args, ...subject], { stdio: 'ignore' });
    let count = 0;
    const server = https.createServer(
      { key: readFileSync(key), cert: readFileSync(cert) },
      () => (count += 1),
    );
    const answer = await send(await listen(server, 'https'));
    expect(answer).toEqual({
      message: "the host's certificate or TLS cannot be trusted (DEPTH_ZERO_SELF_SIGNED_CERT)",
      mayHaveArrived: false,
    });
    expect(count).toBe(0);
  });

  it('that answers without end is cut off', async () => {
    const origin = await listen(
      http.createServer((_incoming, outgoing) => {
        outgoing.on('error', () => undefined);
        const pour = (): void => {
          while (!outgoing.destroyed && outgoing.write('x'.repeat(65_536)));
        };
        outgoing.on('drain', pour);
        pour();
      }),
    );
    const answer = await send(origin);
    expect('body' in answer && answer.body.length).toBe(1024 * 1024);
  });

  it('keeps its connection for the next one', async () => {
    const ports = new Set<number | undefined>();
    const origin = await listen(
      http.createServer((incoming, outgoing) => {
        ports.add(incoming.socket.remotePort);
        outgoing.end();
      }),
    );
    sender = new Sender(4, 10_000);
    const wire = toWire(request(), new Router(['api.example'], origin));
    await sender.send(wire);
    await sender.send(wire);
    expect(ports.size).toBe(1);
  });
});

describe('an origin that replaces all others', () => {
  const router = (origin: string) => () => new Router(['api.example'], origin);

  it.each(['http://127.0.0.1:4000', 'http://localhost:80', 'http://[::1]:80', 'https://api.example'])(
    'may be %s',
    (origin) => {
      expect(router(origin)).not.toThrow();
    },
  );

  it.each([
    'http://api.example',
    'http://10.0.0.1:4000',
    'https://evil.example',
    'http://127.0.0.1.evil.example',
  ])('may not be %s', (origin) => {
    expect(router(origin)).toThrow('the manifest does not allow requests to');
  });

  it.each(['127.0.0.1:4000', 'http://127.0.0.1/path', 'ftp://127.0.0.1', 'http://user@127.0.0.1', 'nothing'])(
    'is rejected if it is not an origin: %s',
    (origin) => {
      expect(router(origin)).toThrow('--endpoint must be an origin');
    },
  );

  it('does not lift the rule on where requests go', () => {
    const evil = request({ endpoint: 'https://evil.example/' });
    const route = new Router(['api.example'], 'http://127.0.0.1:4000');
    expect(() => toWire(evil, route)).toThrow('the manifest does not allow requests to https://evil.example');
  });
});
