import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDestination } from '../../src/destination/load';
import { nativeFolder } from '../../src/export/rudderTransformerNative';
import { readCases } from '../../src/goldens/cases';
import { compare, formatDifference } from '../../src/goldens/compare';
import { exportTo, listFiles, removeFolder } from './outFolder';

interface HostCase {
  id: string;
  feature: string;
  input: { request: { body: unknown } };
  output: { response: { body: unknown } };
}

interface Handler {
  responseHandler: (params: unknown) => Promise<{ status: number }>;
  proxy: unknown;
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
  // What the host has beside the folder.
  mkdirSync(join(out, 'src/adapters/utils'), { recursive: true });
  writeFileSync(
    join(out, 'src/adapters/network.js'),
    'module.exports = { proxyRequest: () => 0, prepareProxyRequest: () => 0 };',
  );
  writeFileSync(
    join(out, 'src/adapters/utils/networkUtils.js'),
    'module.exports = { processAxiosResponse: () => 0 };',
  );
});

afterAll(() => {
  removeFolder(out);
});

// The host loads a folder's files by name.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const load = (file: string): unknown => require(join(folder, file));

it('makes no code at run time and knows no absolute path', () => {
  for (const file of listFiles(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).not.toMatch(/new Function|\beval\(/);
    expect(text).not.toContain(process.cwd());
  }
});

it.each(['processor', 'router'])('gives the answers of its own data.ts in the %s', async (feature) => {
  const text = readFileSync(join(out, `test/integrations/destinations/kochava/${feature}/data.ts`), 'utf8');
  const cases = JSON.parse(text.replace(/^export const data = /, '').replace(/;\s*$/, '')) as HostCase[];
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
  const { process, processRouterDest } = load('transform.js') as {
    process: (event: unknown) => Promise<object>;
    processRouterDest: (inputs: unknown[]) => Promise<{ statTags?: object; metadata: Metadata[] }[]>;
  };
  const tags = { destType: 'KOCHAVA', module: 'destination', implementation: 'native', feature };
  if (feature === 'router') {
    const answers = await processRouterDest((body as { input: unknown[] }).input);
    return {
      output: answers.map((each) =>
        each.statTags
          ? { ...each, statTags: { ...each.statTags, ...tags, ...connection(each.metadata[0]) } }
          : each,
      ),
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

function textOf(userId: unknown): string {
  if (!userId) {
    return '';
  }
  return typeof userId === 'string' ? userId : JSON.stringify(userId);
}

describe('the answer to a request', () => {
  const handle = (status: number, response: unknown) => {
    const { networkHandler } = load('networkHandler.js') as { networkHandler: new () => Handler };
    const destinationRequest = { endpoint: 'https://control.kochava.com/track/json' };
    return new networkHandler().responseHandler({
      destinationResponse: { status, response },
      destinationRequest,
    });
  };

  it('is passed on when it says success', async () => {
    await expect(handle(200, { success: '1' })).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    [200, { success: '0' }, 400, 'aborted'],
    [200, '<html>', 500, 'retryable'],
    [200, '', 500, 'retryable'],
    [204, '', 500, 'retryable'],
    [401, '', 401, 'aborted'],
    [404, '', 400, 'aborted'],
    [408, '', 500, 'retryable'],
    [429, '', 429, 'throttled'],
    [503, '', 503, 'retryable'],
  ])('of status %d and body %j fails with status %d, %s', async (status, body, expected, errorType) => {
    const failing = handle(status, body);
    await expect(failing).rejects.toMatchObject({
      status: expected,
      statTags: { errorCategory: 'network', errorType },
    });
  });
});

describe('a deletion', () => {
  const deletion = {
    config: { accountId: '48120', authenticationKey: 'example-deletion-key' },
    userAttributes: [{ idfv: '2E7A90C4-1B3D-4C68-A5F1-D09B8E6C7314' }],
  };
  const run = async (body: string) => {
    const requests: unknown[] = [];
    const before = globalThis.fetch;
    globalThis.fetch = ((url: string) => {
      requests.push(url);
      return Promise.resolve(new Response(body, { status: 200 }));
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

  it('is asked for, and done when the answer says so', async () => {
    await expect(run('{"status":"OK"}')).resolves.toEqual({
      result: { statusCode: 200, status: 'successful' },
      requests: ['https://nng.kochava.com/accounts/48120/privacy/scrub'],
    });
  });

  it('has failed when the answer does not', async () => {
    await expect(run('{"status":"ERROR"}')).rejects.toMatchObject({ status: 400 });
  });
});
