import nock from 'nock';
import { AttemptSender } from '../../../src/io/delivery/deliveryAttempt';
import type { OutgoingRequest } from '../../../src/io/delivery/request';
import { Router } from '../../../src/io/delivery/route';
import { Sender } from '../../../src/io/delivery/send';
import { judgeByStatus } from '../../../src/io/delivery/verdict';
import { createJudge } from '../../../src/io/delivery/judge';
import { loadDestination } from '../../../src/runtime/destination/load';
import { request } from './requests';

const endpoint = 'https://control.kochava.com/track/json';
const sender = new Sender(4, 5000);

async function attempt(overrides: Partial<OutgoingRequest> = {}, secrets: string[] = []) {
  const judge = await createJudge(await loadDestination('kochava'));
  const router = new Router(['control.kochava.com'], undefined);
  const attemptSender = new AttemptSender({
    router,
    sender,
    judge,
    secretHeaders: new Set(['kochava-auth-token']),
  });
  return attemptSender.attempt(request({ endpoint, ...overrides }), secrets);
}

const reply = (status: number, body: nock.Body, headers: Record<string, string> = {}) =>
  nock('https://control.kochava.com').post('/track/json').reply(status, body, headers);

const unreadable = 'the answer cannot be read (HTTP 200): it is unknown whether the request arrived';
const silent =
  'the answer says neither success nor failure (HTTP 200): it is unknown whether the request arrived';

beforeAll(() => {
  nock.disableNetConnect();
});

afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
  sender.close();
});

afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

describe('an answer', () => {
  it.each([
    ['200 that says success', 200, '{"success":"1"}', 'delivered', 'delivered'],
    ['200 with a failure', 200, '{"success":"0","error":"unknown app"}', 'rejected', 'unknown app'],
    ['200 that cannot be parsed', 200, '<html>', 'retryable', unreadable],
    ['an empty 200', 200, '', 'retryable', unreadable],
    ['half of a 200', 200, '{"success": "1", ', 'retryable', unreadable],
    ['200 with null', 200, 'null', 'retryable', unreadable],
    ['200 with an array', 200, '[{"success":"1"}]', 'retryable', unreadable],
    ['200 without success or error', 200, '{"message":"hello"}', 'retryable', silent],
    ['200 with an error alone', 200, '{"error":"unknown app"}', 'rejected', 'unknown app'],
    ['302', 302, '', 'rejected', 'HTTP 302'],
    ['400', 400, 'no', 'rejected', 'HTTP 400'],
    ['401', 401, '', 'credentials', 'the credentials were refused (HTTP 401)'],
    ['403', 403, '', 'credentials', 'the credentials were refused (HTTP 403)'],
    ['408', 408, '', 'retryable', 'HTTP 408'],
    ['413', 413, '', 'rejected', 'HTTP 413'],
    ['500', 500, 'oops', 'retryable', 'HTTP 500'],
    ['503', 503, '', 'retryable', 'HTTP 503'],
  ])('of %s', async (_name, status, body, verdict, message) => {
    reply(status, body);
    const mayHaveArrived = message === unreadable || message === silent;
    expect(await attempt()).toMatchObject({ verdict, message, isThrottled: false, mayHaveArrived });
  });

  it('of 429 carries Retry-After in seconds', async () => {
    reply(429, '', { 'Retry-After': '7' });
    expect(await attempt()).toMatchObject({ verdict: 'retryable', isThrottled: true, retryAfter: 7000 });
  });

  it('of 429 carries Retry-After as a date', async () => {
    reply(429, '', { 'Retry-After': new Date(Date.now() + 3_600_000).toUTCString() });
    const { verdict, retryAfter = 0 } = await attempt();
    expect(verdict).toBe('retryable');
    expect(Math.round(retryAfter / 60_000)).toBe(60);
  });

  it('of 503 carries Retry-After too, and an odd one is none', async () => {
    reply(503, '', { 'Retry-After': '0' });
    expect(await attempt()).toMatchObject({ retryAfter: 0, isThrottled: false });
    reply(503, '', { 'Retry-After': 'soon' });
    expect((await attempt()).retryAfter).toBeUndefined();
  });

  it('that echoes a secret is reported without it', async () => {
    reply(200, '{"success":"0","error":"key s3cr3t with token t0k3n is wrong"}');
    const headers = { 'Kochava-Auth-Token': 't0k3n' };
    expect((await attempt({ headers }, ['s3cr3t'])).message).toBe('key *** with token *** is wrong');
  });
});

describe('a request', () => {
  it('is sent with its method, headers, query and body', async () => {
    nock('https://control.kochava.com', { reqheaders: { 'content-type': 'application/json', 'x-key': 'k' } })
      .put('/track/json?a=1&b=%7B%22c%22%3A2%7D', '{"seen":true}')
      .reply(200, '{"success":"1"}');
    const params = { a: 1, b: { c: 2 }, none: null };
    const body = { JSON: { seen: true } };
    const sent = await attempt({ method: 'put', headers: { 'X-Key': 'k' }, params, body });
    expect(sent.verdict).toBe('delivered');
  });

  it('with its exact text is sent to the byte', async () => {
    const text = '{"ua":"Mozilla\\/5.0", "é" : 1}';
    let seen = '';
    nock('https://control.kochava.com')
      .post('/track/json', () => true)
      .reply(function (_uri, body) {
        seen = typeof body === 'string' ? body : JSON.stringify(body);
        return [200, '{"success":"1"}'];
      });
    const headers = { 'Content-Type': 'text/plain' };
    await attempt({ headers, body: { JSON_ARRAY: { batch: text } } });
    expect(seen).toBe(text);
  });

  it.each([
    ['XML', { XML: { payload: '<a/>' } }, 'its body is in body.XML or body.FORM'],
    ['a form', { FORM: { a: 1 } }, 'its body is in body.XML or body.FORM'],
    ['a list', { JSON_ARRAY: { batch: [1] } }, 'body.JSON_ARRAY must hold the text'],
    ['two bodies', { JSON: { a: 1 }, JSON_ARRAY: { batch: '{}' } }, 'body.JSON must be empty'],
  ])('with %s for a body is rejected', async (_name, body, message) => {
    const { verdict, code, message: actual } = await attempt({ body });
    expect([verdict, code]).toEqual(['rejected', 'REQUEST_UNSENDABLE']);
    expect(actual).toContain(message);
  });

  it.each([
    ['another host', 'https://evil.example/track/json?key=s', 'https://evil.example'],
    ['no https', 'http://control.kochava.com/track/json', 'http://control.kochava.com'],
    ['another port', 'https://control.kochava.com:8443/', 'https://control.kochava.com:8443'],
    ['no URL', 'track/json', 'an address that is not a URL'],
  ])('to %s is refused', async (_name, address, shown) => {
    const message = `the manifest does not allow requests to ${shown}`;
    expect(await attempt({ endpoint: address })).toMatchObject({
      verdict: 'rejected',
      code: 'HOST_NOT_ALLOWED',
      message,
    });
  });

  it('with forbidden characters in a header fails without showing them', async () => {
    const { verdict, message } = await attempt({ headers: { 'X-Key': 'bad\nvalue' } });
    expect([verdict, message]).toEqual(['rejected', 'a header or the path has characters that HTTP forbids']);
  });
});

describe('without a verdict of its own', () => {
  it.each([
    [204, 'delivered'],
    [301, 'rejected'],
    [400, 'rejected'],
    [401, 'credentials'],
    [403, 'credentials'],
    [408, 'retryable'],
    [429, 'retryable'],
    [502, 'retryable'],
  ])('a destination is judged by the status: %d is %s', (status, verdict) => {
    expect(judgeByStatus('', { status, headers: {}, body: '' }).verdict).toBe(verdict);
  });

  it('a response stays pending when the judge fails', async () => {
    reply(200, '{}');
    const router = new Router(['control.kochava.com'], undefined);
    const judge = () => Promise.reject(new Error('broken: {"body":1}'));
    const attemptSender = new AttemptSender({ router, sender, judge, secretHeaders: new Set() });
    expect(await attemptSender.attempt(request({ endpoint }), [])).toMatchObject({
      verdict: 'retryable',
      message: 'the destination has no verdict on this answer (HTTP 200)',
    });
  });
});
