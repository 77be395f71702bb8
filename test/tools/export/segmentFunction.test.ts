import * as crypto from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type { HostEvent } from '../../../src/runtime/destination/destination';
import { loadDestination, readDestination } from '../../../src/runtime/destination/load';
import type { Envelope } from '../../../src/runtime/destination/outcome';
import { readCases } from '../../../src/tools/goldens/cases';
import { exportDestination } from '../../../src/tools/export/exportDestination';
import { createOutFolder, exportTo, listFiles, removeFolder, root } from './outFolder';

interface Sent {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

type Handler = (event: unknown, settings: unknown) => Promise<void>;
type Handlers = Record<
  'onTrack' | 'onIdentify' | 'onScreen' | 'onPage' | 'onGroup' | 'onAlias' | 'onDelete',
  Handler
>;

class RetryError extends Error {}
class EventNotSupported extends Error {}
class InvalidEventPayload extends Error {}
class ValidationError extends Error {}

let out: string;
let text: string;
let sent: Sent[];
let answer: () => { status: number; body: string };
let handlers: Handlers;

beforeAll(async () => {
  out = await exportTo('segment-function');
  text = readFileSync(join(out, 'kochava.js'), 'utf8');
});

afterAll(() => {
  removeFolder(out);
});

beforeEach(() => {
  sent = [];
  answer = () => ({ status: 200, body: '{"success":"1"}' });
  const fetch = (url: string, { method, headers, body }: Omit<Sent, 'url'>) => {
    sent.push({ url, method, headers, body });
    const { status, body: text } = answer();
    const response = new Map([['Content-Type', 'application/json']]);
    return Promise.resolve({ status, headers: response, text: () => Promise.resolve(text) });
  };
  // What Segment offers to a function, and nothing else.
  const globals = {
    ...{ fetch, crypto, URL, console, Buffer },
    ...{ RetryError, EventNotSupported, InvalidEventPayload, ValidationError },
  };
  const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } });
  runInContext(text, context);
  handlers = context as unknown as Handlers;
});

const settings = { apiKey: 'koacme', userProperties: [], sendUsers: true, authSecret: '' };
const track = {
  type: 'track',
  event: 'Order Completed',
  anonymousId: 'a-1',
  userId: 'u-1',
  properties: { revenue: 12.5 },
  context: { device: { id: 'D-1', type: 'ios' }, os: { name: 'iOS', version: '17.4' } },
  timestamp: '2026-03-02T08:18:47.300Z',
};

it('is one file of at most 1 MB, without absolute paths', () => {
  expect(listFiles(out)).toEqual(['kochava.js']);
  expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
  expect(text).not.toContain(process.cwd());
});

it('says what each setting is for', async () => {
  const schema = (await loadDestination('kochava')).checkConfig({}).settings;
  const [header = ''] = text.split('*/');
  expect(Object.keys(schema).filter((name) => !header.includes(`  ${name} (`))).toEqual([]);
  expect(header).toContain('authSecret (Text, encrypted)');
});

it('sends what the library makes of the same event', async () => {
  await handlers.onTrack(track, settings);
  const result = await (
    await loadDestination('kochava')
  ).transform(
    { message: track, destination: { Config: { apiKey: 'koacme', sendUsers: true } } },
    { dialect: 'segment' },
  );
  const requests = (result as { requests: Envelope[] }).requests;
  expect(sent.map(({ url, body }) => ({ url, body: JSON.parse(body) as unknown }))).toEqual(
    requests.map(({ endpoint, body }) => ({ url: endpoint, body: body.JSON })),
  );
  expect(sent[0]).toMatchObject({ method: 'POST', headers: { 'Content-Type': 'application/json' } });
});

it('sends the exact bytes that a signature covers', async () => {
  const Config = { enableAuthentication: true, authApiKey: 'key', authSecret: 'secret', apiKey: 'koacme' };
  await handlers.onTrack(track, Config);
  const sha1 = crypto.createHash('sha1').update(String(sent[0]?.body)).digest('hex');
  const token = crypto.createHmac('sha256', 'key').update(`secret${sha1}`).digest('hex');
  expect(sent[0]?.headers['Kochava-Auth-Token']).toBe(token);
});

it('takes arrays and objects as JSON', async () => {
  const eventNameMapping = ['{"from": "Order Completed", "to": "Bought"}'];
  await handlers.onTrack(track, { ...settings, eventNameMapping });
  await handlers.onTrack(track, {
    ...settings,
    eventNameMapping: JSON.stringify(eventNameMapping.map((each) => JSON.parse(each) as unknown)),
  });
  const names = sent.map(
    ({ body }) => (JSON.parse(body) as { data?: { event_name?: string } }).data?.event_name,
  );
  expect(names.filter((name) => name === 'Bought')).toHaveLength(2);
});

it.each([
  ['onIdentify', { type: 'identify', traits: { email: 'a@b.example' } }],
  ['onScreen', { type: 'screen', name: 'Home' }],
  ['onPage', { type: 'page', name: 'Home' }],
  ['onGroup', { type: 'group', groupId: 'g-1' }],
  ['onAlias', { type: 'alias', previousId: 'u-0' }],
] as const)('%s sends something', async (name, event) => {
  const userId = '6D92078A-8246-4BA4-AE5B-76104861E7DC';
  const device = { id: 'D-1', type: 'ios', advertisingId: userId };
  const context = { ...track.context, device };
  await handlers[name]({ ...track, ...event, context }, { ...settings, userProperties: ['*'] });
  expect(sent.length).toBeGreaterThan(0);
});

describe('an error', () => {
  const rejection = (status: number, body = '') => {
    answer = () => ({ status, body });
    return handlers.onTrack(track, settings);
  };

  it.each([429, 408, 500, 503])('is to be retried after status %d', async (status) => {
    await expect(rejection(status)).rejects.toThrow(RetryError);
  });

  it('is to be retried when nothing was sent', async () => {
    answer = () => {
      throw new Error('no route');
    };
    await expect(handlers.onTrack(track, settings)).rejects.toThrow(RetryError);
  });

  it('is final when a 200 says that it failed', async () => {
    await expect(rejection(200, '{"success":"0","error":"no such app"}')).rejects.toThrow(
      InvalidEventPayload,
    );
  });

  it.each(['', '<html>', '{"success":', 'null', '1', '[]', '{}'])(
    'is to be retried after a 200 that cannot be read: %j',
    async (body) => {
      await expect(rejection(200, body)).rejects.toThrow(RetryError);
    },
  );

  it.each([401, 403])('is to be retried after status %d, and names the credentials', async (status) => {
    const error = await rejection(status).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RetryError);
    expect(error).toMatchObject({ message: `the credentials were refused (HTTP ${String(status)})` });
  });

  it('blames the settings that are not valid', async () => {
    await expect(handlers.onTrack(track, {})).rejects.toThrow(ValidationError);
  });

  it('says that a type is not supported', async () => {
    const failing = handlers.onTrack({ ...track, type: 'delete' }, settings);
    await expect(failing).rejects.toThrow(EventNotSupported);
  });

  it('says that an event is left out', async () => {
    const filter = {
      eventFilteringOption: 'blacklistedEvents',
      blacklistedEvents: ['{"eventName":"Order Completed"}'],
    };
    await expect(handlers.onTrack(track, { ...settings, ...filter })).rejects.toThrow(EventNotSupported);
    expect(sent).toEqual([]);
  });

  it('blames an event that cannot be sent', async () => {
    const failing = handlers.onDelete(
      { type: 'delete', userId: 'u-1' },
      { accountId: '7', authenticationKey: 'k', apiKey: 'a' },
    );
    await expect(failing).rejects.toThrow(InvalidEventPayload);
  });
});

it('sends the body of every golden', async () => {
  const cases = readCases(await loadDestination('kochava')).filter(
    ({ feature, expected, options }) =>
      feature === 'processor' &&
      options.profile === undefined &&
      (expected as { outcome: string }).outcome === 'transformed',
  );
  const problems: string[] = [];
  for (const { name, input, expected, options } of cases) {
    jest.useFakeTimers({ now: options.now ?? 0, doNotFake: ['nextTick', 'setImmediate'] });
    sent = [];
    const { message, destination } = input as HostEvent;
    // An empty array means that a setting was not filled in; the string '[]' is an intended empty array.
    const Config = Object.entries({ dialect: 'auto', ...(destination?.Config as object) }).map(
      ([key, value]) => [key, Array.isArray(value) && value.length === 0 ? '[]' : (value as unknown)],
    );
    await handlers.onTrack(message, Object.fromEntries(Config)).catch((error: unknown) => {
      problems.push(`${name}: ${String(error)}`);
    });
    const bodies = (expected as { requests: Envelope[] }).requests.map(({ body }) =>
      typeof (body.JSON_ARRAY as { batch?: string }).batch === 'string'
        ? (body.JSON_ARRAY as { batch: string }).batch
        : body.JSON,
    );
    const actual = sent.map(({ body }, index) =>
      typeof bodies[index] === 'string' ? body : (JSON.parse(body) as unknown),
    );
    if (JSON.stringify(sortKeys(actual)) !== JSON.stringify(sortKeys(bodies))) {
      problems.push(`${name}: ${JSON.stringify(actual)} instead of ${JSON.stringify(bodies)}`);
    }
  }
  jest.useRealTimers();
  expect(cases.length).toBeGreaterThan(100);
  expect(problems).toEqual([]);
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, item]) => [key, sortKeys(item)]),
      )
    : value;
}

it.each([
  [
    'template: $json($outputs.message)',
    'template: $chunk([1], 1)',
    /uses what only workflow-engine has: .*\$chunk/,
  ],
  ['template: $json($outputs.message)', 'functionName: json', 'has steps that only workflow-engine can run'],
])('refuses a workflow that needs workflow-engine: %s -> %s', async (from, to, problem) => {
  const folder = join(createOutFolder(), 'webhook');
  cpSync(join(root, 'test/fixtures/destinations/webhook'), folder, { recursive: true });
  const file = join(folder, 'procWorkflow.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  const exporting = exportDestination(await readDestination(folder), 'segment-function');
  await expect(exporting).rejects.toMatchObject({ code: 'EXPORT_IMPOSSIBLE' });
  await expect(exporting).rejects.toThrow(problem);
  removeFolder(join(folder, '..'));
});

it('takes a variable that has the name of a function of workflow-engine', async () => {
  const folder = join(createOutFolder(), 'webhook');
  cpSync(join(root, 'test/fixtures/destinations/webhook'), folder, { recursive: true });
  const file = join(folder, 'procWorkflow.yaml');
  const template = 'template: ($chunk := $json($outputs.message); $chunk)';
  writeFileSync(file, readFileSync(file, 'utf8').replace('template: $json($outputs.message)', template));
  const files = await exportDestination(await readDestination(folder), 'segment-function');
  expect(files.map(({ path }) => path)).toEqual(['webhook.js']);
  removeFolder(join(folder, '..'));
});
