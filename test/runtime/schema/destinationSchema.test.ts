import { parse } from 'yaml';
import type { Manifest } from '../../../src/runtime/destination/manifest';
import { createCheck, readSchema, readText } from './schemaFile';

const check = createCheck(readSchema('destination.schema.json'));

/** The type asks for every key, so that schema and type cannot drift apart unseen. */
const full: Required<Manifest> = {
  name: 'my-destination_2',
  title: 'My Destination',
  description: 'What it is.',
  links: [{ title: 'Docs', url: 'https://example.com/docs' }],
  features: {
    processor: 'proc.yaml',
    router: 'rt.yaml',
    userDeletion: 'delete.yaml',
    postback: 'postback.yaml',
    dataDelivery: 'delivery.yaml',
    sandbox: 'sandbox.yaml',
  },
  schemas: {
    config: 'config.schema.json',
    requests: [{ schema: 'a.json' }, { schema: 'b.json', when: 'method = "PUT"' }],
  },
  exports: { integrationsConfig: 'hosts/integrationsConfig.yaml' },
  examples: { events: 'events.ndjson', config: 'config.json' },
  demo: {
    events: ['events.ndjson'],
    config: 'config.json',
    columns: [{ title: 'event', value: 'event.message.event' }],
  },
  sandbox: {
    schemas: [{ schema: 'a.json' }, { schema: 'b.json', when: 'request.method = "PUT"' }],
    memoryKeys: 'request.body.id',
    failureBody: { ok: false },
  },
  hosts: ['api.example.com', 'localhost', 'xn--bcher-kva.example'],
  batchKey: 'events',
  secretHeaders: ['Authorization', 'x-api-key'],
};

const { examples, demo, secretHeaders, ...least } = full;

const nameRule = 'name must be lower-case letters, digits, - and _, starting with a letter';
const hostRule =
  'hosts[0] must be a lower-case host name alone, such as api.example.com: no https://, port or path';

test('the manifest of Kochava is valid', () => {
  expect(check(parse(readText('destinations/kochava/destination.yaml')))).toEqual([]);
});

test('every key may be there, and some may be missing', () => {
  expect(check(full)).toEqual([]);
  expect(check(least)).toEqual([]);
  expect(check({ ...least, examples, demo, secretHeaders, links: [] })).toEqual([]);
});

test('what must be there', () => {
  expect(check({})).toEqual(
    ['name', 'title', 'description', 'links', 'features', 'schemas', 'hosts'].map(
      (key) => `${key} is required`,
    ),
  );
});

test.each<[string, unknown, string]>([
  ['name', 'Kochava', nameRule],
  ['name', '2checkout', nameRule],
  ['name', 'my destination', nameRule],
  ['name', '', nameRule],
  ['title', '', 'title must not be empty'],
  [
    'links',
    [{ title: 'x', url: 'example.com' }],
    'links[0].url must be an address that starts with https:// or http://',
  ],
  ['links', [{ url: 'https://example.com' }], 'links[0].title is required'],
  ['features', {}, 'features must not be empty'],
  ['features', { proccessor: 'a.yaml' }, 'features.proccessor is not a known key; did you mean processor?'],
  ['features', { processor: '' }, 'features.processor must not be empty'],
  ['schemas', {}, 'schemas.config is required'],
  ['schemas', { config: 'a', requests: [{ when: 'x' }] }, 'schemas.requests[0].schema is required'],
  ['examples', { events: 'a' }, 'examples.config is required'],
  ['demo', { events: ['e'], config: 'c', columns: [] }, 'demo.columns must not be empty'],
  ['demo', { events: ['e'], config: 'c', columns: [{ title: 'x' }] }, 'demo.columns[0].value is required'],
  ['hosts', [], 'hosts must not be empty'],
  ['hosts', 'api.example.com', 'hosts must be an array'],
  ['hosts', ['a.example', 'a.example'], 'hosts must not have equal entries (0 and 1)'],
  ['secretHeaders', ['Authorization: x'], 'secretHeaders[0] must be the name of a header'],
])('%s cannot be %j', (key, value, expected) => {
  expect(check({ ...full, [key]: value })).toEqual([expected]);
});

test.each([
  'https://api.example.com',
  'api.example.com/v1',
  'api.example.com:443',
  '*.example.com',
  'API.example.com',
])('%s is not a host name alone', (host) => {
  expect(check({ ...full, hosts: [host] })).toEqual([hostRule]);
});

test.each(['', '.', 'a..b', '-a.example', 'a-.example', 'a_b.example', 'a b'])(
  '%j is no host name',
  (host) => {
    expect(check({ ...full, hosts: [host] })).toEqual([hostRule]);
  },
);
