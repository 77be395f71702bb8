import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call, serve, type Running } from './running';

interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let running: Running;
let stub: Server;
let received: Received[] = [];
let origin = '';

beforeAll(async () => {
  running = await serve({ sendTimeout: 300 });
  // Answers with the status of the path; /silent never answers.
  stub = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const url = request.url ?? '';
      received.push({ url, headers: request.headers, body });
      if (url !== '/silent') {
        const [, status = '200', answer = ''] = url.split('?', 1)[0]?.split('/') ?? [];
        response.writeHead(Number(status), { location: 'http://127.0.0.1:1/' });
        response.end(decodeURIComponent(answer));
      }
    });
  });
  await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((stub.address() as AddressInfo).port)}`;
});

afterAll(async () => {
  await running.service.close();
  stub.close();
  stub.closeAllConnections();
});

beforeEach(() => {
  received = [];
});

const post = (
  version: number,
  request: Record<string, unknown>,
  headers: Record<string, string> = {},
  to = running.origin,
) =>
  call(
    `${to}/v${String(version)}/destinations/kochava/proxy`,
    { method: 'POST', headers: {}, params: {}, body: { JSON: { a: 1 } }, metadata: { jobId: 1 }, ...request },
    headers,
  );

interface ProxyBody {
  output: { status: number; message: string; statTags?: { errorType: string } };
}

describe('the proxy', () => {
  it.each([
    ['200/{"success":"1"}', 200, undefined],
    ['200/{"success":"0","error":"bad app"}', 400, 'aborted'],
    ['200/no json', 500, 'retryable'],
    ['200/', 500, 'retryable'],
    ['200/{"success":', 500, 'retryable'],
    ['200/null', 500, 'retryable'],
    ['200/[{"success":"1"}]', 500, 'retryable'],
    ['200/{"message":"hello"}', 500, 'retryable'],
    ['204', 500, 'retryable'],
    ['302', 400, 'aborted'],
    ['401', 500, 'retryable'],
    ['404', 400, 'aborted'],
    ['408', 500, 'retryable'],
    ['422', 422, 'aborted'],
    ['429', 429, 'throttled'],
    ['500', 500, 'retryable'],
    ['503/{"success":"1"}', 503, 'retryable'],
    ['silent', 500, 'retryable'],
  ])('answers %s with %i', async (path, status, errorType) => {
    const endpoint = `${origin}/${path.replace(/\/(.*)/, (_all, text: string) => `/${encodeURIComponent(text)}`)}`;
    const single = await post(0, { endpoint });
    const many = await post(1, { endpoint, metadata: [{ jobId: 1 }, { jobId: 2 }] });
    expect([single.status, many.status, received.length]).toEqual([status, 200, 2]);
    const { output } = single.body as ProxyBody;
    expect([output.status, output.statTags?.errorType]).toEqual([status, errorType]);
    expect(many.body).toMatchObject({
      output: {
        status,
        response: [
          { statusCode: status, metadata: { jobId: 1 } },
          { statusCode: status, metadata: { jobId: 2 } },
        ],
      },
    });
  });

  it('says why a 200 was a failure', async () => {
    const endpoint = `${origin}/200/${encodeURIComponent('{"success":"0","error":"bad app"}')}`;
    const { output } = (await post(0, { endpoint })).body as ProxyBody;
    expect(output.message).toContain('(the destination answered 200: bad app)');
    expect(output).toMatchObject({ destinationResponse: { response: { success: '0' }, status: 200 } });
  });

  it.each([
    ['JSON', { JSON: { a: [1, 'ü'] } }, '{"a":[1,"ü"]}', 'application/json'],
    [
      'a signed text to the byte',
      { JSON: {}, JSON_ARRAY: { batch: '{"b" : 1}' } },
      '{"b" : 1}',
      'application/json',
    ],
    ['XML', { JSON: { a: 1 }, XML: { payload: '<a/>' } }, '<a/>', 'application/xml'],
    ['a form', { FORM: { a: 'b c', d: 1 } }, 'a=b+c&d=1', 'application/x-www-form-urlencoded'],
  ])('sends %s', async (_name, body, text, type) => {
    await post(0, {
      endpoint: `${origin}/200`,
      body,
      params: { q: 1 },
      headers: { 'X-Own': 'x', 'User-Agent': 'other' },
    });
    expect(received).toMatchObject([
      {
        url: '/200?q=1',
        body: text,
        headers: { 'content-type': type, 'x-own': 'x', 'user-agent': 'RudderLabs' },
      },
    ]);
  });

  it('hands the trace context on and answers with it', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const reply = await post(0, { endpoint: `${origin}/200` }, { traceparent, tracestate: 'a=b' });
    expect(received[0]?.headers).toMatchObject({ traceparent, tracestate: 'a=b' });
    expect(reply.headers).toMatchObject({ traceparent, tracestate: 'a=b' });
    expect(running.lines.join('')).toContain('"trace_id":"0af7651916cd43dd8448eb211c80319c"');
    await post(0, { endpoint: `${origin}/200` }, { traceparent: 'no trace' });
    expect(received[1]?.headers.traceparent).toBeUndefined();
  });

  it.each([
    ['another host', 'https://example.invalid/'],
    ['a host of the destination without https', 'http://control.kochava.com/'],
    ['an address with credentials', 'https://a:b@control.kochava.com/'],
    ['an address of a network', 'http://169.254.169.254/'],
    ['no address', 'nowhere'],
  ])('sends nothing to %s', async (_name, endpoint) => {
    const { output } = (await post(0, { endpoint })).body as ProxyBody;
    expect(output).toMatchObject({ status: 400, statTags: { errorType: 'aborted' } });
    expect(output.message).toContain('the manifest does not allow requests to');
  });

  it('sends nothing to its own machine unless that is allowed', async () => {
    const strict = await serve({ allowsLoopback: false });
    const reply = await post(0, { endpoint: `${origin}/200` }, {}, strict.origin);
    expect([reply.status, received.length]).toEqual([400, 0]);
    await strict.service.close();
  });

  it('refuses what it could not answer before it is sent', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const body = JSON.stringify({ endpoint: `${origin}/200`, metadata: 'DEEP' }).replace('"DEEP"', deep);
    const reply = await call(`${running.origin}/v1/destinations/kochava/proxy`, body);
    expect([reply.status, received.length]).toEqual([400, 0]);
  });

  it.each([
    ['an endpoint that is not a string', { endpoint: 7 }],
    ['a header that HTTP forbids', { endpoint: 'PLACE', headers: { a: 'b\nc' } }],
    ['a header that is not a string', { endpoint: 'PLACE', headers: { a: { toString: 1 } } }],
    ['headers that are not an object', { endpoint: 'PLACE', headers: 'a' }],
  ])('survives %s', async (_name, request) => {
    const refusal = `${origin}/200/${encodeURIComponent('{"success":"0"}')}`;
    const endpoint = request.endpoint === 'PLACE' ? refusal : request.endpoint;
    expect((await post(0, { ...request, endpoint })).status).toBe(400);
  });
});
