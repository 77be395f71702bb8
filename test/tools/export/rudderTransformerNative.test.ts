import { JsonataStepExecutor } from '@rudderstack/workflow-engine';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDestination } from '../../../src/runtime/destination/load';
import { nativeFolder } from '../../../src/tools/export/rudderTransformerNative';
import { readCases } from '../../../src/tools/goldens/cases';
import { compare, formatDifference } from '../../../src/tools/goldens/compare';
import { exportTo, listFiles, loadBaseError, removeFolder } from './outFolder';

interface HostCase {
  id: string;
  feature: string;
  input: { request: { body: unknown } };
  output: { response: { body: unknown } };
}

interface Handler {
  proxy: (request: unknown, destType: string) => Promise<unknown>;
  processAxiosResponse: (rawAnswer: unknown) => { status: number; response: unknown };
  responseHandler: (params: unknown) => { status: number };
}

interface RouterAnswer {
  statTags?: object;
  metadata: Metadata[];
  batchedRequest?: Request | Request[];
}

interface Request {
  userId?: unknown;
}

interface Transform {
  process: (event: unknown) => Promise<object>;
  processRouterDest: (inputs: unknown[]) => Promise<RouterAnswer[]>;
}

interface HostError extends Error {
  status: number;
  statTags: object;
}

let out: string;
let folder: string;

beforeAll(async () => {
  out = await exportTo('rudder-transformer-native');
  folder = join(out, nativeFolder('kochava'));
  // What the host has beside the folder. A request brings the answer that it gets.
  mkdirSync(join(out, 'src/adapters/utils'), { recursive: true });
  writeFileSync(
    join(out, 'src/adapters/network.js'),
    'module.exports = { proxyRequest: async ({ answer }) => ({ raw: answer }), prepareProxyRequest: () => 0 };',
  );
  writeFileSync(
    join(out, 'src/adapters/utils/networkUtils.js'),
    'module.exports = { processAxiosResponse: ({ raw }) => raw };',
  );
});

afterAll(() => {
  removeFolder(out);
});

// The host loads a folder's files by name.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const load = (file: string): unknown => require(join(folder, file));

it('holds no code but small files that ask for the runtime', () => {
  const code = listFiles(folder).filter((file) => file.endsWith('.js'));
  expect(code).toEqual([
    'deleteUsers.js',
    'destination.js',
    'networkHandler.js',
    'runtime.js',
    'transform.js',
  ]);
  for (const file of code) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text.split('\n').length).toBeLessThan(35);
    expect(text).not.toContain(process.cwd());
  }
});

it('compiles an expression that was edited in the exported folder', async () => {
  const edited = await exportTo('rudder-transformer-native', { isBundled: true });
  const file = join(edited, nativeFolder('kochava'), 'profiles/rudderstack.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"screen view"', '"view of a screen"'));
  const interpreter = jest.spyOn(JsonataStepExecutor, 'evaluateJsonataExpr');
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the host loads a folder's files by name
  const { process } = require(join(edited, nativeFolder('kochava'), 'transform.js')) as Transform;
  const event = { message: { type: 'screen' }, destination: { Config: { apiKey: 'k' } } };
  expect(await process(event)).toMatchObject({
    body: { JSON: { data: { event_name: 'view of a screen' } } },
  });
  expect(interpreter).not.toHaveBeenCalled();
  interpreter.mockRestore();
  removeFolder(edited);
});

it("rejects with the host's own error, whose tags the host keeps", async () => {
  const { process } = load('transform.js') as Transform;
  const error = await process({ message: { type: 'group' }, destination: { Config: {} } }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(loadBaseError(out));
  expect(error).toMatchObject({
    status: 400,
    statTags: { errorCategory: 'dataValidation', errorType: 'configuration' },
  });
});

it.each(['processor', 'router'])('gives the answers of its own data.ts in the %s', async (feature) => {
  const file = join(out, `test/integrations/destinations/kochava/destkit/${feature}/cases.json`);
  const cases = JSON.parse(readFileSync(file, 'utf8')) as HostCase[];
  const goldens = readCases(await loadDestination('kochava'));
  const problems: string[] = [];
  for (const { id, input, output } of cases) {
    const golden = goldens.find((each) => id === `kochava-${each.feature}-${each.name}`);
    jest.useFakeTimers({ now: golden?.options.now ?? 0, doNotFake: ['nextTick', 'setImmediate'] });
    const actual = await answer(feature, input.request.body);
    const expected = output.response.body;
    problems.push(
      ...compare(expected, JSON.parse(JSON.stringify(actual))).map(
        (each) => `${id}: ${formatDifference(each)}`,
      ),
    );
  }
  jest.useRealTimers();
  expect(cases.length).toBeGreaterThan(5);
  expect(problems).toEqual([]);
});

/** Answers as the host does around a native folder. */
async function answer(feature: string, body: unknown): Promise<unknown> {
  const { process, processRouterDest } = load('transform.js') as Transform;
  const tags = { destType: 'KOCHAVA', module: 'destination', implementation: 'native', feature };
  if (feature === 'router') {
    const answers = await processRouterDest((body as { input: unknown[] }).input);
    return {
      output: answers.map(({ statTags, batchedRequest, ...rest }) => ({
        ...rest,
        ...(statTags ? { statTags: { ...statTags, ...tags, ...connection(rest.metadata[0]) } } : {}),
        ...(batchedRequest ? { batchedRequest: withTextIds(batchedRequest) } : {}),
      })),
    };
  }
  const [event] = body as { metadata?: Metadata }[];
  const metadata = event?.metadata;
  try {
    const outputs = [await process(event)].flat() as { userId?: string | number }[];
    return outputs.map((output) => ({
      output: { ...output, userId: textOf(output.userId) },
      metadata,
      statusCode: 200,
    }));
  } catch (thrown) {
    const { message, status, statTags } = thrown as HostError;
    return [
      {
        error: message,
        statusCode: status,
        metadata,
        statTags: { ...statTags, ...tags, ...connection(metadata) },
      },
    ];
  }
}

type Metadata = { destinationId?: string; workspaceId?: string } | undefined;

function connection(metadata: Metadata): object {
  return { destinationId: metadata?.destinationId, workspaceId: metadata?.workspaceId };
}

/** The host makes the userId of a request a string. */
function withTextIds(requests: Request | Request[]): Request | Request[] {
  return Array.isArray(requests)
    ? requests.map((request) => withTextIds(request) as Request)
    : requests.userId
      ? { ...requests, userId: textOf(requests.userId) }
      : requests;
}

function textOf(userId: unknown): string {
  if (!userId) {
    return '';
  }
  return typeof userId === 'string' ? userId : JSON.stringify(userId);
}

describe('the answer to a request', () => {
  const track = 'https://control.kochava.com/track/json';
  const scrub = 'https://nng.kochava.com/accounts/48120/privacy/scrub';

  /** Delivers as the host does, which does not await `responseHandler`. */
  const deliver = async (status: number, response: unknown, endpoint = track) => {
    const { networkHandler } = load('networkHandler.js') as { networkHandler: new () => Handler };
    const handler = new networkHandler();
    const request = { endpoint, answer: { status, response } };
    const destinationResponse = handler.processAxiosResponse(await handler.proxy(request, 'kochava'));
    try {
      return handler.responseHandler({ destinationResponse, destinationRequest: request });
    } catch (error) {
      return error as HostError;
    }
  };

  it.each([
    [200, { success: '1' }, track],
    [200, '{"success":true}', track],
    [200, { status: 'OK' }, scrub],
  ])('of status %d and body %j is passed on as it says success', async (status, body, endpoint) => {
    expect(await deliver(status, body, endpoint)).toEqual({
      status,
      message: 'delivered',
      destinationResponse: { status, response: body },
    });
  });

  it.each([
    [200, { success: '0' }, 400, 'aborted'],
    [200, { error: 'no such app' }, 400, 'aborted'],
    [200, {}, 500, 'retryable'],
    [200, [], 500, 'retryable'],
    [200, 1, 500, 'retryable'],
    [200, null, 500, 'retryable'],
    [200, '<html>', 500, 'retryable'],
    [200, '{"success":', 500, 'retryable'],
    [200, '', 500, 'retryable'],
    [204, '', 500, 'retryable'],
    [302, '', 400, 'aborted'],
    [401, '', 500, 'retryable'],
    [403, '', 500, 'retryable'],
    [404, '', 400, 'aborted'],
    [408, '', 500, 'retryable'],
    [422, '', 422, 'aborted'],
    [429, '', 429, 'throttled'],
    [503, '', 503, 'retryable'],
  ])('of status %d and body %j fails with status %d, %s', async (status, body, expected, errorType) => {
    const error = await deliver(status, body);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      status: expected,
      statTags: { errorCategory: 'network', errorType },
      destinationResponse: { status, response: body },
    });
  });

  it('of the deletion endpoint that says neither success nor failure is retried', async () => {
    expect(await deliver(200, { job_id: 'j-51' }, scrub)).toMatchObject({ status: 500 });
  });

  it('names refused credentials', async () => {
    expect(await deliver(401, '')).toMatchObject({ message: 'the credentials were refused (HTTP 401)' });
  });

  it('is retried when it was not judged', () => {
    const { networkHandler } = load('networkHandler.js') as { networkHandler: new () => Handler };
    const destinationResponse = { status: 200, response: { success: '1' } };
    expect(() => new networkHandler().responseHandler({ destinationResponse })).toThrow(
      'the destination has no verdict on this answer',
    );
  });
});

describe('a deletion', () => {
  const deletion = {
    config: { accountId: '48120', authenticationKey: 'example-deletion-key' },
    userAttributes: [{ idfv: '2E7A90C4-1B3D-4C68-A5F1-D09B8E6C7314' }],
  };
  const run = async (body: string, status = 200) => {
    const requests: unknown[] = [];
    const before = globalThis.fetch;
    globalThis.fetch = ((url: string) => {
      requests.push(url);
      return Promise.resolve(new Response(body, { status }));
    }) as typeof fetch;
    try {
      const { processDeleteUsers } = load('deleteUsers.js') as {
        processDeleteUsers: (event: unknown) => Promise<object>;
      };
      return { result: await processDeleteUsers(deletion), requests };
    } finally {
      globalThis.fetch = before;
    }
  };

  it('is requested, and done when the answer reports success', async () => {
    await expect(run('{"status":"OK"}')).resolves.toEqual({
      result: { statusCode: 200, status: 'successful' },
      requests: ['https://nng.kochava.com/accounts/48120/privacy/scrub'],
    });
  });

  it('has failed when the answer reports an error', async () => {
    await expect(run('{"status":"ERROR"}')).rejects.toMatchObject({ status: 400 });
  });

  it.each([
    [200, ''],
    [200, '{}'],
    [200, '<html>'],
    [401, ''],
  ])('is to be retried after status %d and body %j', async (status, body) => {
    await expect(run(body, status)).rejects.toMatchObject({ status: 500 });
  });
});
