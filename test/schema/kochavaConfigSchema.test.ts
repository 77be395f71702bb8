import { compileSchema } from '../../src/schema/validator';
import { createCheck, readSchema, readText } from './schemaFile';

const schema = readSchema('kochava/config.schema.json');
const check = createCheck(schema, 'config');

test('the example settings are valid', () => {
  expect(check(JSON.parse(readText('destinations/kochava/examples/config.json')))).toEqual([]);
});

describe('apiKey', () => {
  test.each<[unknown, string]>([
    [{}, 'config.apiKey is required'],
    [{ apiKey: '' }, 'config.apiKey must not be empty'],
    [{ apiKey: 5 }, 'config.apiKey must be a string'],
    [{ apiKey: null }, 'config.apiKey must be a string'],
    [{ apiKey: 'x'.repeat(101) }, 'config.apiKey must be at most 100 characters long'],
    [{ apikey: 'x' }, 'config.apikey is not a known key; did you mean apiKey?'],
    [[], 'config must be an object'],
  ])('%j', (config, expected) => {
    expect(check(config)).toEqual([expected]);
  });

  test('a misspelt one is a misspelt key, not an unknown one', () => {
    expect(
      compileSchema(schema)
        .check({ apikey: 'x' })
        .map(({ kind }) => kind),
    ).toEqual(['misspeltKey']);
  });

  test.each(['x', 'x'.repeat(100), '{{ event.properties.key || "fallback" }}', 'env.KOCHAVA_APP'])(
    '%s',
    (apiKey) => {
      expect(check({ apiKey })).toEqual([]);
    },
  );

  test('a template may be longer than a key', () => {
    expect(check({ apiKey: `{{ event.properties.key || "${'x'.repeat(100)}" }}` })).toEqual([]);
  });

  test('what only looks like a template may not', () => {
    expect(check({ apiKey: `{{ event.properties.${'x'.repeat(100)} }}` })).toEqual([
      'config.apiKey must be at most 100 characters long',
    ]);
  });
});

describe('settings of the mapping', () => {
  test.each<[string, unknown]>([
    ['unmappedEventNames', 'keep'],
    ['unmappedEventNames', 'lower'],
    ['unmappedEventNames', '{{ event.context.names || "lower" }}'],
    ['profile', 'rudderstack'],
    ['profile', '{{ event.context.profile || "rudderstack" }}'],
    ['dialect', 'auto'],
    ['dialect', 'rudderstack'],
    ['dialect', '{{ event.context.dialect || "auto" }}'],
  ])('%s may be %j', (key, value) => {
    expect(check({ apiKey: 'x', [key]: value })).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['unmappedEventNames', 'upper', 'must be one of "keep", "lower"'],
    ['unmappedEventNames', 'Keep', 'must be one of "keep", "lower"'],
    ['unmappedEventNames', true, 'must be one of "keep", "lower"'],
    ['unmappedEventNames', '{{ event.context.names }}', 'must be one of "keep", "lower"'],
    ['profile', 'segment', 'must be one of "rudderstack"'],
    ['dialect', 'segment', 'must be one of "auto", "rudderstack"'],
  ])('%s cannot be %j', (key, value, expected) => {
    expect(check({ apiKey: 'x', [key]: value })).toEqual([`config.${key} ${expected}`]);
  });
});

describe('keys of RudderStack', () => {
  const keys = [
    'appTrackingTransparency',
    'skAdNetwork',
    'blacklistedEvents',
    'whitelistedEvents',
    'eventFilteringOption',
    'oneTrustCookieCategories',
    'consentManagement',
    'ketchConsentPurposes',
    'useNativeSDK',
    'connectionMode',
  ];

  test.each(keys)('%s may have any shape', (key) => {
    for (const value of [true, 'disable', [{ eventName: 'x' }], { ios: true, web: [] }, null]) {
      expect(check({ apiKey: 'x', [key]: value })).toEqual([]);
    }
  });

  test.each(keys)('%s says that nobody reads it', (key) => {
    const { properties } = schema as { properties: Record<string, { description: string }> };
    expect(properties[key]?.description).toMatch(/not read by the mapping/);
  });
});

test('an unknown key is named, with the key that it may mean', () => {
  expect(check({ apiKey: 'x', unmapedEventNames: 'keep', colour: 1 })).toEqual([
    'config.unmapedEventNames is not a known key; did you mean unmappedEventNames?',
    'config.colour is not a known key',
  ]);
});

test('no key of today is a secret, and the word for one is documented', () => {
  expect(JSON.stringify(schema.properties)).not.toContain('x-secret');
  expect(schema.$comment).toContain('x-secret');
});
