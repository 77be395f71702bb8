import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { call, serve, type Running } from './running';

/** Recorded answers of RudderStack's transformer; they are not part of this repository. */
const folder = process.env.HOST_EXAMPLES ?? join(__dirname, '../../../shared/host-examples');

interface Example {
  request: { method: string; url: string; headers: Record<string, string>; body?: object };
  response: { status: number; body: Record<string, unknown> };
}

const describeExamples = existsSync(folder) ? describe : describe.skip;
if (!existsSync(folder)) {
  console.info('skipped: there is no folder of recorded answers; HOST_EXAMPLES may name one');
}

describeExamples('the recorded answers of the host', () => {
  let running: Running;
  let stub: Server;

  beforeAll(async () => {
    running = await serve();
    stub = startStub();
    await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await running.service.close();
    stub.close();
    stub.closeAllConnections();
  });

  const replay = async (name: string) => {
    const text = readFileSync(join(folder, `${name}.json`), 'utf8');
    const { port } = stub.address() as AddressInfo;
    const { request, response } = JSON.parse(
      text.replaceAll('127.0.0.1:33743', `127.0.0.1:${String(port)}`),
    ) as Example;
    const reply = await call(
      `${running.origin}${request.url}`,
      request.body,
      request.headers,
      request.method,
    );
    return { reply, response };
  };

  it.each([
    '02-processor-ok',
    '03-processor-mixed',
    '21-processor-compactedv1',
    '23-processor-dynamic-config',
    '30-proxy-v0-200',
    '30-proxy-v0-429',
    '31-proxy-v1-200',
    '31-proxy-v1-429',
  ])('are given for %s', async (name) => {
    const { reply, response } = await replay(name);
    expect(reply.status).toBe(response.status);
    expect(reply.body).toEqual(response.body);
    expect(reply.headers).toMatchObject({
      apiversion: '2',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('have the status and the keys of a whole call that fails', async () => {
    const { reply, response } = await replay('12-processor-empty-array');
    expect(reply.status).toBe(response.status);
    expect(Object.keys(reply.body as object)).toEqual(Object.keys(response.body));
    expect(reply.headers.apiversion).toBeUndefined();
  });

  it('differ on purpose for the router, which has a workflow here', async () => {
    const processed = await replay('21-processor-compactedv1');
    const { reply } = await replay('22-router-compactedv1');
    const [{ output, metadata }] = processed.reply.body as [{ output: object; metadata: object }];
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      output: [{ batchedRequest: output, metadata: [metadata], batched: false, statusCode: 200 }],
    });
  });

  it('have the keys of the features', async () => {
    const { reply, response } = await replay('01-features');
    expect(Object.keys(reply.body as object)).toEqual(Object.keys(response.body));
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
  });
});

/** The destination that the recorded deliveries went to: it tells what it got. */
function startStub(): Server {
  return createServer((request, response) => {
    let got = 0;
    request.on('data', (chunk: Buffer) => (got += chunk.length));
    request.on('end', () => {
      const status = Number(request.url?.slice(1));
      response.writeHead(status, {
        'content-type': 'application/json',
        'x-dest': 'y',
        date: 'Sun, 22 Nov 2026 00:55:54 GMT',
      });
      const { 'content-type': ct, 'user-agent': ua } = request.headers;
      response.write(JSON.stringify({ success: status === 200 ? '1' : '0', got, ct, ua }));
      response.end();
    });
  });
}
