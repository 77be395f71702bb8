import Ajv from 'ajv';
import { createCheck, readSchema, readText } from './schemaFile';

const dialects = ['rudderstack', 'segment', 'amplitude'] as const;
const check = Object.fromEntries(
  dialects.map((dialect) => [dialect, createCheck(readSchema(`messages/${dialect}.schema.json`), 'message')]),
) as Record<(typeof dialects)[number], (value: unknown) => string[]>;

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

/** Every key of a schema with its path. */
function keysOf({ properties = {}, items }: Schema, path = ''): [string, Schema][] {
  const keys = Object.entries(properties).flatMap(([key, part]): [string, Schema][] => [
    [`${path}.${key}`, part],
    ...keysOf(part, `${path}.${key}`),
  ]);
  return items ? [...keys, ...keysOf(items, `${path}[]`)] : keys;
}

describe.each(dialects)('%s', (dialect) => {
  const schema = readSchema(`messages/${dialect}.schema.json`);

  test('is a draft-07 schema with a relative id, a title and a description', () => {
    expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true);
    expect(schema.$id).toBe(`messages/${dialect}.schema.json`);
    expect(schema.title).toEqual(expect.any(String));
    expect(schema.description).toEqual(expect.any(String));
  });

  test('describes every key', () => {
    const bare = keysOf(schema).filter(([, { description }]) => !/^\S.*\.$/.test(description ?? ''));
    expect(bare.map(([path]) => path)).toEqual([]);
  });

  test('lets a source send more', () => {
    expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false');
    expect(check[dialect]({ type: 'track', event_type: 'x', anything: { at: ['all'] } })).toEqual([]);
  });
});

test("RudderStack's and Segment's shapes differ in a few keys only", () => {
  const [rudderstack, segment] = ['rudderstack', 'segment'].map((dialect) =>
    keysOf(readSchema(`messages/${dialect}.schema.json`)).map(([path]) => path),
  ) as [string[], string[]];
  expect(rudderstack.filter((path) => !segment.includes(path))).toEqual([
    '.request_ip',
    '.rudderAction',
    '.context.consentManagement',
    '.context.consentManagement.allowedConsentIds',
    '.context.consentManagement.deniedConsentIds',
  ]);
  expect(segment.filter((path) => !rudderstack.includes(path))).toEqual([
    '.context.consent.categoryPreferences',
  ]);
});

test('the example events are in the shape of RudderStack', () => {
  const lines = readText('destinations/kochava/examples/events.ndjson').trim().split('\n');
  expect(lines.flatMap((line) => check.rudderstack(JSON.parse(line)))).toEqual([]);
});

test('a server-side call with a device context is in the shape of Segment', () => {
  const message = {
    type: 'track',
    userId: '019mr8mf4r',
    event: 'Subscription Charge',
    properties: { subscription_type: 'Premium', revenue: '9.99' },
    context: {
      device: {
        id: '176779B9-8C07-4E53-B3EA-ABBFAA40C829',
        advertising_id: '017D76B5-85F8-4E3C-8CCE-8B29CCEACB1D',
        type: 'ios',
      },
      library: { name: 'analytics-ruby', version: '2.4.0' },
      consent: { categoryPreferences: { Advertising: true } },
    },
    integrations: { All: false, Kochava: { appId: 'koacme-ios-4f7k2q' } },
  };
  expect(check.segment(message)).toEqual([]);
});

test('an event and a call about a user are in the shape of Amplitude', () => {
  const device = { device_id: 'C8F9E604-F01A-4BD9', platform: 'iOS', ip: '$remote', time: 1772439330120 };
  const event = {
    event_type: 'Order Completed',
    ...device,
    revenue: 9.99,
    event_properties: { plan: 'pro' },
  };
  const identify = {
    event_type: '$identify',
    ...device,
    user_id: 'u-1',
    user_properties: { $set: { plan: 'pro' } },
  };
  expect([event, identify].flatMap(check.amplitude)).toEqual([]);
});

test.each<[(typeof dialects)[number], object, string]>([
  ['rudderstack', {}, 'type is required'],
  [
    'rudderstack',
    { type: 'Track' },
    'type must be one of "track", "screen", "page", "identify", "alias", "group"; did you mean "track"?',
  ],
  ['rudderstack', { type: 'track', event: 5 }, 'event must be a string'],
  ['rudderstack', { type: 'track', context: [] }, 'context must be an object'],
  [
    'segment',
    { type: 'track', context: { device: { adTrackingEnabled: 'yes' } } },
    'context.device.adTrackingEnabled must be a boolean',
  ],
  ['segment', { type: 'track', properties: { products: {} } }, 'properties.products must be an array'],
  ['amplitude', { type: 'track' }, 'event_type is required'],
  ['amplitude', { event_type: 'x', event_properties: 'x' }, 'event_properties must be an object'],
])('%s: %j is of another shape', (dialect, message, expected) => {
  expect(check[dialect](message)).toEqual([`message.${expected}`]);
});
