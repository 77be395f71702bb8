import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nock from 'nock';
import { earlierRequests, isSentWithLast, linkRequests } from '../../../src/io/service/linkedRequests';
import { call, serve, type Running } from './running';

const folder = 'kochava/tracking-status/denied-tracking-status-keeps-the-idfa-out-of-event-and-link-alike';
const event = JSON.parse(
  readFileSync(join(__dirname, '../../goldens/kochava/processor', folder, 'input.json'), 'utf8'),
) as object;

interface Envelope {
  endpoint: string;
  body: { JSON: object; JSON_ARRAY: { batch?: string } };
}
interface Item {
  batchedRequest: Envelope[];
  metadata: object[];
}

let running: Running;

beforeEach(async () => {
  running = await serve();
  if (!nock.isActive()) {
    nock.activate();
  }
  nock.enableNetConnect('127.0.0.1');
});

afterEach(async () => {
  nock.cleanAll();
  nock.restore();
  await running.service.close();
});

async function route(): Promise<Item> {
  const { body } = await call(`${running.origin}/routerTransform`, { input: [event], destType: 'KOCHAVA' });
  const [item] = (body as { output: [Item] }).output;
  return item;
}

/** What rudder-server does with the requests of one job: a proxy call each; the last status counts. */
async function deliverAsRudderServerDoes({ batchedRequest, metadata }: Item): Promise<number> {
  let status = 0;
  for (const request of batchedRequest) {
    const { body } = await call(`${running.origin}/v1/destinations/kochava/proxy`, { ...request, metadata });
    status = (body as { output: { response: [{ statusCode: number }] } }).output.response[0].statusCode;
  }
  return status;
}

function vendor(first: object | number, second: object | number, sent: string[]): void {
  const paths = ['/track/json', '/v1/cpi/identityLink.php'];
  [first, second].forEach((answer, index) => {
    nock('https://control.kochava.com')
      .post(paths[index] ?? '')
      .reply((_uri, body) => {
        sent.push(`${paths[index] ?? ''} ${typeof body === 'string' ? body : JSON.stringify(body)}`);
        return typeof answer === 'number' ? [answer, {}] : [200, answer];
      });
  });
}

const ok = { success: '1' };
const refused = { success: '0', error: 'refused' };

it.each([
  ['both are taken', ok, ok, 200, 2],
  ['the first is rejected permanently', refused, ok, 400, 1],
  ['the first is to be retried', 503, ok, 503, 1],
  ['the second is rejected permanently', ok, refused, 400, 2],
])('the status of a job reflects all its requests: %s', async (_name, first, second, status, count) => {
  const sent: string[] = [];
  vendor(first, second, sent);
  expect(await deliverAsRudderServerDoes(await route())).toBe(status);
  expect(sent).toHaveLength(count);
});

it('are sent in order, with the bodies that the processor gives', async () => {
  const sent: string[] = [];
  vendor(ok, ok, sent);
  await deliverAsRudderServerDoes(await route());
  const processed = await call(`${running.origin}/v0/destinations/kochava`, [event]);
  const expected = (processed.body as { output: Envelope }[]).map(({ output }) => {
    const body = output.body.JSON_ARRAY.batch ?? JSON.stringify(output.body.JSON);
    return `${new URL(output.endpoint).pathname} ${body}`;
  });
  expect(sent).toEqual(expected);
});

it('have the exact body where rudder-server reads it when it sends them itself', async () => {
  const { batchedRequest } = await route();
  expect(batchedRequest.map(({ body }) => [Object.keys(body.JSON), typeof body.JSON_ARRAY.batch])).toEqual([
    [[], 'string'],
    [[], 'string'],
  ]);
  expect(batchedRequest.map(isSentWithLast)).toEqual([true, false]);
  expect(batchedRequest.map((request) => earlierRequests(request).length)).toEqual([0, 1]);
});

it('stay as they are when there is one, or when one has a form', () => {
  const one = { body: { JSON: { a: 1 } } };
  const form = { body: { FORM: { a: '1' } } };
  expect(linkRequests([one])).toEqual([one]);
  expect(linkRequests([one, form])).toEqual([one, form]);
});

it('may only go where the manifest allows', async () => {
  const [first, last] = linkRequests([
    { endpoint: 'https://example.com/', method: 'POST', body: { JSON: { a: 1 } } },
    { endpoint: 'https://control.kochava.com/track/json', method: 'POST', body: { JSON: { a: 1 } } },
  ]);
  expect(isSentWithLast(first)).toBe(true);
  const { body } = await call(`${running.origin}/v1/destinations/kochava/proxy`, {
    ...(last as object),
    metadata: [{ jobId: 1 }],
  });
  expect(body).toMatchObject({ output: { response: [{ statusCode: 400 }] } });
  expect(JSON.stringify(body)).toContain('does not allow requests to');
});
