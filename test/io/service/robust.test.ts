import { once } from 'node:events';
import { connect } from 'node:net';
import zlib from 'node:zlib';
import { call, hostEvent, PROCESSOR, serve, type Running } from './running';

let running: Running | undefined;

afterEach(() => running?.service.close());

/** Sends bytes as they are, and gives all that comes back until the service closes the connection. */
async function raw(origin: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

const slow = (rest: string) => `POST ${PROCESSOR} HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n${rest}`;

describe('bodies', () => {
  it('over the limit are answered 413, before and after inflation', async () => {
    running = await serve({ bodyLimit: 10_000 });
    const url = `${running.origin}${PROCESSOR}`;
    const large = JSON.stringify([hostEvent(1, { metadata: 'x'.repeat(10_000) })]);
    expect((await call(url, large)).status).toBe(413);
    expect((await call(url, large, { 'transfer-encoding': 'chunked' })).status).toBe(413);
    const small = zlib.gzipSync(large);
    expect(small.length).toBeLessThan(1000);
    expect((await call(url, small, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await call(url, [hostEvent(1)])).status).toBe(200);
    expect((await call(`${running.origin}/metrics`)).raw.toString()).toContain('destkit_bytes_in_flight 0\n');
  });

  it.each([
    ['gzip', (text: string) => zlib.gzipSync(text)],
    ['br', (text: string) => zlib.brotliCompressSync(text)],
    ['deflate', (text: string) => zlib.deflateSync(text)],
    ['identity', (text: string) => Buffer.from(text)],
  ])('compressed with %s are read', async (coding, compress) => {
    running = await serve();
    const body = compress(JSON.stringify([hostEvent(1)]));
    const reply = await call(`${running.origin}${PROCESSOR}`, body, { 'content-encoding': coding });
    expect(reply.body).toMatchObject([{ statusCode: 200 }]);
  });

  it('that are not compressed as they say, or in a way that is not known, are refused', async () => {
    running = await serve();
    const url = `${running.origin}${PROCESSOR}`;
    expect((await call(url, '[]', { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await call(url, '[]', { 'content-encoding': 'zstd' })).status).toBe(415);
  });

  it.each([
    ['gzip', 'gzip', zlib.gunzipSync],
    ['br;q=1, gzip;q=0.5', 'br', zlib.brotliDecompressSync],
    ['gzip, deflate, br', 'gzip', zlib.gunzipSync],
    ['identity', undefined, (raw: Buffer) => raw],
    ['gzip;q=0', undefined, (raw: Buffer) => raw],
  ])('of answers are compressed for a client that takes %s', async (accepted, coding, inflate) => {
    running = await serve();
    const events = [1, 2, 3].map((jobId) => hostEvent(jobId));
    const reply = await call(`${running.origin}${PROCESSOR}`, events, { 'accept-encoding': accepted });
    expect(reply.headers['content-encoding']).toBe(coding);
    const items = JSON.parse(inflate(reply.raw).toString()) as object[];
    expect(items).toHaveLength(3);
  });
});

describe('clients that are slow or leave', () => {
  it('are given up in their head and in their body', async () => {
    running = await serve({ readTimeout: 200 });
    expect(await raw(running.origin, slow(''))).toContain('408 Request Timeout');
    expect(await raw(running.origin, slow('\r\n[{"half":'))).toContain('408 Request Timeout');
    expect((await call(`${running.origin}${PROCESSOR}`, [hostEvent(1)])).status).toBe(200);
  });

  it('leave nothing behind', async () => {
    running = await serve();
    const socket = connect(Number(new URL(running.origin).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(slow('\r\n[{"half":'));
    const figure = async () => (await call(`${String(running?.origin)}/metrics`)).raw.toString();
    while (!(await figure()).includes('destkit_bytes_in_flight 9\n'));
    socket.destroy();
    while (!(await figure()).includes('destkit_bytes_in_flight 0\n'));
  });

  it('that speak no HTTP are sent away', async () => {
    running = await serve();
    expect(await raw(running.origin, 'hello\r\n\r\n')).toContain('400 Bad Request');
  });
});

describe('too much work', () => {
  const expectRefusal = ({ status, headers }: { status: number; headers: object }) => {
    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'x-rudder-should-retry': 'true', 'x-destkit-error': 'CALL_OVERLOADED' });
  };

  it('is refused with a retryable 503, while /health and /metrics still answer', async () => {
    running = await serve({ limits: { calls: 0, deliveries: 1, passed: 1, bytes: 1e6 } });
    expectRefusal(await call(`${running.origin}${PROCESSOR}`, [hostEvent(1)]));
    expect((await call(`${running.origin}/health`)).status).toBe(200);
    const metrics = (await call(`${running.origin}/metrics`)).raw.toString();
    expect(metrics).toContain('destkit_calls_refused_total 1\n');
  });

  it('is refused when the bodies in progress are too large together', async () => {
    running = await serve({ limits: { calls: 10, deliveries: 1, passed: 1, bytes: 2000 } });
    expectRefusal(
      await call(`${running.origin}${PROCESSOR}`, [hostEvent(1, { metadata: 'x'.repeat(2000) })]),
    );
    expect((await call(`${running.origin}${PROCESSOR}`, [hostEvent(1)])).status).toBe(200);
  });

  it('depends only on calls in progress: all calls of a burst are answered, some with 503', async () => {
    running = await serve({ limits: { calls: 2, deliveries: 1, passed: 1, bytes: 1e8 } });
    const url = `${running.origin}${PROCESSOR}`;
    const many = Array.from({ length: 3000 }, (_, jobId) => hostEvent(jobId));
    const statuses = new Set<number>();
    // Calls of a burst meet only when the machine takes them at the same time.
    for (let burst = 0; burst < 20 && !statuses.has(503); burst += 1) {
      const replies = await Promise.all(Array.from({ length: 12 }, () => call(url, many)));
      replies.forEach(({ status }) => statuses.add(status));
    }
    expect([...statuses].sort()).toEqual([200, 503]);
    expect((await call(url, [hostEvent(1)])).status).toBe(200);
  });
});

describe('a long call', () => {
  it('lets other calls have their turn', async () => {
    running = await serve();
    const url = `${running.origin}${PROCESSOR}`;
    const order: string[] = [];
    const many = Array.from({ length: 30_000 }, (_, jobId) => hostEvent(jobId));
    const long = call(url, many).then(({ body }) => order.push(`long ${String((body as []).length)}`));
    const figure = async () => (await call(`${String(running?.origin)}/metrics`)).raw.toString();
    while (!(await figure()).includes('destkit_calls_in_flight 1\n'));
    await call(url, [hostEvent(1)]).then(() => order.push('short'));
    await long;
    expect(order).toEqual(['short', 'long 30000']);
  });
});

describe('the end', () => {
  it('waits for the calls in progress, closes their connections, and takes no more', async () => {
    running = await serve();
    const { origin, service } = running;
    const many = Array.from({ length: 20_000 }, (_, jobId) => hostEvent(jobId));
    const under = call(`${origin}${PROCESSOR}`, many);
    while (!(await call(`${origin}/metrics`)).raw.toString().includes('destkit_calls_in_flight 1\n'));
    const closed = service.close();
    const reply = await under;
    expect([reply.status, reply.headers.connection, (reply.body as []).length]).toEqual([
      200,
      'close',
      20_000,
    ]);
    await closed;
    await expect(call(`${origin}/health`)).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
  });

  it('does not wait indefinitely', async () => {
    running = await serve({ drainTimeout: 50 });
    const socket = connect(Number(new URL(running.origin).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(slow('\r\n[{"half":'));
    while (!(await call(`${running.origin}/metrics`)).raw.toString().includes('destkit_bytes_in_flight 9\n'));
    await running.service.close();
    expect(running.lines.join('')).toContain('calls were cut off');
  });
});
