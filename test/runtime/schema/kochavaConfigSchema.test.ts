import { compileSchema } from '../../../src/runtime/schema/validator';
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

/** The settings that hold an App GUID, in the profile that takes any of them. */
const guids = ['apiKey', 'apiKeyIos', 'apiKeyAndroid'];

describe('the App GUIDs', () => {
  const kochava = [
    { profile: 'kochava' },
    { dialect: 'segment' },
    { dialect: 'amplitude' },
    { profile: 'kochava', dialect: 'auto' },
    { profile: '{{ event.context.profile || "kochava" }}', dialect: 'segment' },
  ];
  const rudderstack = [
    {},
    { dialect: 'auto' },
    { profile: 'rudderstack' },
    { profile: 'rudderstack', dialect: 'segment' },
    { profile: '{{ event.context.profile || "kochava" }}' },
  ];

  test.each(kochava)('%j needs any of them', (settings) => {
    expect(check(settings)).toEqual([
      'config must have an App GUID: apiKey, apiKeyIos or apiKeyAndroid; it has none of them',
    ]);
    for (const key of guids) {
      expect(check({ ...settings, [key]: 'koacme-4f7k2q' })).toEqual([]);
    }
  });

  test.each(rudderstack)('%j needs apiKey', (settings) => {
    expect(
      check({ ...settings, apiKeyIos: 'koacme-ios-4f7k2q', apiKeyAndroid: 'koacme-android-4f7k' }),
    ).toEqual(['config.apiKey is required']);
  });

  test('one that is misspelt is said once', () => {
    expect(check({ profile: 'kochava', apiKeyIOS: 'x' })).toEqual([
      'config.apiKeyIOS is not a known key; did you mean apiKeyIos?',
    ]);
  });
});

/** Values of settings, and the messages for wrong ones. */
const template = '{{ event.context.setting || "fallback" }}';
const long = 'x'.repeat(501);
const needsBoolean = 'must be a boolean';
const needsDots = 'must be a dotted path such as context.device.oaid';

test.each([
  'sendInstalls',
  'sendEvents',
  'renameReserved',
  'sendUsers',
  'linkUsersOnEvents',
  'encodeUserAgent',
  'enableAuthentication',
  'signIdentityLink',
  'sendPushTokens',
])('%s is a boolean or a template', (key) => {
  const beside = { apiKey: 'x', authApiKey: 'k', authSecret: 's' };
  for (const value of [true, false, template]) {
    expect(check({ ...beside, [key]: value })).toEqual([]);
  }
  for (const value of ['true', 1, null]) {
    expect(check({ ...beside, [key]: value })).toEqual([`config.${key} ${needsBoolean}`]);
  }
});

test.each<[string, string[]]>([
  ['unmappedEventNames', ['keep', 'lower']],
  ['profile', ['rudderstack', 'kochava']],
  ['dialect', ['auto', 'rudderstack', 'segment', 'amplitude']],
  ['screenEvents', ['view', 'named', 'off']],
  ['nestedProperties', ['drop', 'json']],
])('%s is one of %j or a template', (key, values) => {
  for (const value of [...values, template]) {
    expect(check({ apiKey: 'x', [key]: value })).toEqual([]);
  }
  const choice = values.map((value) => JSON.stringify(value)).join(', ');
  const problem = `config.${key} must be one of ${choice}`;
  for (const value of ['', true, null, '{{ event.context.setting }}']) {
    expect(check({ apiKey: 'x', [key]: value })).toEqual([problem]);
  }
  const [first = ''] = values;
  expect(check({ apiKey: 'x', [key]: first.toUpperCase() })).toEqual([
    `${problem}; did you mean "${first}"?`,
  ]);
});

test.each(['authApiKey', 'authSecret', 'authenticationKey', 'apiKeyIos', 'apiKeyAndroid'])(
  '%s is a text or a template',
  (key) => {
    const limit = key.startsWith('apiKey') ? 100 : 500;
    for (const value of ['x', 'x'.repeat(limit), `{{ event.x || "${long}" }}`]) {
      expect(check({ apiKey: 'x', [key]: value })).toEqual([]);
    }
    expect(check({ apiKey: 'x', [key]: '' })).toEqual([`config.${key} must not be empty`]);
    expect(check({ apiKey: 'x', [key]: 5 })).toEqual([`config.${key} must be a string`]);
    expect(check({ apiKey: 'x', [key]: 'x'.repeat(limit + 1) })).toEqual([
      `config.${key} must be at most ${String(limit)} characters long`,
    ]);
  },
);

test.each<[string, unknown]>([
  ['installEvents', []],
  ['installEvents', [{ eventName: 'First Launch' }, { eventName: '' }]],
  ['idfaUpdateEvents', [{ eventName: 'Tracking Answered' }]],
  ['eventNameMapping', [{ from: 'Basket Filled', to: 'Add to Cart' }]],
  ['eventProperties', []],
  ['eventProperties', ['*']],
  ['eventProperties', ['plan', 'order_id']],
  ['revenueKeys', ['sum']],
  ['userProperties', ['*', 'plan', { from: 'email', to: 'email_sha256', hash: 'sha256' }, { from: 'city' }]],
  ['defaultCurrency', 'EUR'],
  ['defaultCurrency', 'eur'],
  ['defaultCurrency', template],
  ['identifierMapping', {}],
  ['identifierMapping', { oaid: 'context.device.oaid', 'custom-1': 'anonymousId' }],
  ['consentMapping', {}],
  ['consentMapping', { gdprApplies: 'context.gdpr', tcString: 'properties.tc' }],
  [
    'consentMapping',
    { adUserData: { path: 'context.consent.categoryPreferences', category: 'Advertising' } },
  ],
  ['consentMapping', { adPersonalization: { path: 'context.consentManagement', category: 'ads' } }],
  ['accountId', 4711],
  ['accountId', '0815'],
  ['accountId', template],
  ['appId', 0],
  ['appId', '12345678901234567890'],
])('%s may be %j', (key, value) => {
  expect(check({ apiKey: 'x', [key]: value })).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['installEvents', 'First Launch', 'installEvents must be an array'],
  ['installEvents', ['First Launch'], 'installEvents[0] must be an object'],
  ['installEvents', [{}], 'installEvents[0].eventName is required'],
  [
    'installEvents',
    [{ eventname: 'x' }],
    'installEvents[0].eventname is not a known key; did you mean eventName?',
  ],
  ['idfaUpdateEvents', [{ eventName: 5 }], 'idfaUpdateEvents[0].eventName must be a string'],
  [
    'idfaUpdateEvents',
    [{ eventName: long }],
    'idfaUpdateEvents[0].eventName must be at most 500 characters long',
  ],
  ['eventNameMapping', [{ from: 'x' }], 'eventNameMapping[0].to is required'],
  ['eventNameMapping', [{ from: 'x', to: ' ' }], 'eventNameMapping[0].to must not be empty'],
  ['eventNameMapping', [{ from: '', to: 'x' }], 'eventNameMapping[0].from must not be empty'],
  ['eventNameMapping', { x: 'y' }, 'eventNameMapping must be an array'],
  ['eventProperties', [5], 'eventProperties[0] must be a string'],
  ['eventProperties', [''], 'eventProperties[0] must not be empty'],
  [
    'eventProperties',
    Array.from({ length: 1001 }, () => 'x'),
    'eventProperties must have at most 1000 entries',
  ],
  ['revenueKeys', [], 'revenueKeys must not be empty'],
  ['revenueKeys', [''], 'revenueKeys[0] must not be empty'],
  ['revenueKeys', ['price', 'currency'], 'revenueKeys[1] is not allowed here'],
  ['revenueKeys', ['source'], 'revenueKeys[0] is not allowed here'],
  [
    'revenueKeys',
    Array.from({ length: 17 }, (_, i) => `k${String(i)}`),
    'revenueKeys must have at most 16 entries',
  ],
  ['userProperties', [5], 'userProperties[0] must be a string or an object'],
  ['userProperties', [{ to: 'x' }], 'userProperties[0].from is required'],
  ['userProperties', [{ from: 'x', to: '' }], 'userProperties[0].to must not be empty'],
  ['userProperties', [{ from: 'x', hash: 'md5' }], 'userProperties[0].hash must be one of "sha256"'],
  ['userProperties', [{ from: 'x', lower: true }], 'userProperties[0].lower is not a known key'],
  ['defaultCurrency', 'Euro', 'defaultCurrency must be three letters, such as EUR'],
  ['defaultCurrency', 978, 'defaultCurrency must be three letters, such as EUR'],
  ['identifierMapping', [], 'identifierMapping must be an object'],
  ['identifierMapping', { oaid: '' }, `identifierMapping.oaid ${needsDots}`],
  ['identifierMapping', { oaid: 'context..oaid' }, `identifierMapping.oaid ${needsDots}`],
  ['identifierMapping', { oaid: 5 }, 'identifierMapping.oaid must be a string'],
  [
    'identifierMapping',
    { '1 x': 'context.x' },
    'identifierMapping["1 x"] must be named with letters, digits, _, - and ., starting with a letter',
  ],
  ['consentMapping', { gdpr: 'x' }, 'consentMapping.gdpr is not a known key'],
  ['consentMapping', { tcString: '.x' }, `consentMapping.tcString ${needsDots}`],
  ['consentMapping', { tcString: true }, 'consentMapping.tcString must be a string or an object'],
  ['consentMapping', { adUserData: { path: 'x' } }, 'consentMapping.adUserData.category is required'],
  [
    'consentMapping',
    { adUserData: { path: '', category: 'x' } },
    `consentMapping.adUserData.path ${needsDots}`,
  ],
  ['accountId', 'abc', 'accountId must be a number'],
  ['accountId', '', 'accountId must be a number'],
  ['accountId', -1, 'accountId must be a number'],
  ['appId', 1.5, 'appId must be a number'],
  ['appId', null, 'appId must be a number'],
])('%s cannot be %j', (key, value, expected) => {
  expect(check({ apiKey: 'x', [key]: value })).toEqual([`config.${expected}`]);
});

describe('strict authentication', () => {
  test.each<[object, string[]]>([
    [{ enableAuthentication: true }, ['authApiKey', 'authSecret']],
    [{ enableAuthentication: true, authApiKey: 'k' }, ['authSecret']],
    [{ enableAuthentication: true, authSecret: 's' }, ['authApiKey']],
    [{ enableAuthentication: true, authApiKey: 'k', authSecret: 's' }, []],
    [{ enableAuthentication: false }, []],
    [{ signIdentityLink: true }, []],
    [{ enableAuthentication: template }, []],
  ])('%j lacks %j', (settings, missing) => {
    expect(check({ apiKey: 'x', ...settings })).toEqual(
      missing.map((key) => `config.${key} is required when enableAuthentication is true`),
    );
  });

  test('a misspelt secret is said once', () => {
    expect(check({ apiKey: 'x', enableAuthentication: true, authApiKey: 'k', authSecrte: 's' })).toEqual([
      'config.authSecrte is not a known key; did you mean authSecret?',
    ]);
  });
});

describe('the event lists, where they are read', () => {
  const settings = { apiKey: 'x', profile: 'kochava' };

  test.each<[string, unknown]>([
    ['eventFilteringOption', 'disable'],
    ['eventFilteringOption', 'whitelistedEvents'],
    ['eventFilteringOption', 'blacklistedEvents'],
    ['eventFilteringOption', template],
    ['eventFilteringOption', { ios: 'disable' }],
    ['whitelistedEvents', []],
    ['whitelistedEvents', [{ eventName: 'Order Completed' }, { eventName: '' }]],
    ['blacklistedEvents', { ios: [{ eventName: 'Order Completed' }] }],
  ])('%s may be %j', (key, value) => {
    expect(check({ ...settings, [key]: value })).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['eventFilteringOption', 'whitelist', 'eventFilteringOption must be one of'],
    ['eventFilteringOption', true, 'eventFilteringOption must be one of'],
    ['whitelistedEvents', 'Order Completed', 'whitelistedEvents must be an array or an object'],
    ['whitelistedEvents', ['Order Completed'], 'whitelistedEvents[0] must be an object'],
    ['blacklistedEvents', [{ eventName: null }], 'blacklistedEvents[0].eventName must be a string'],
    ['blacklistedEvents', [{}], 'blacklistedEvents[0].eventName is required'],
  ])('%s cannot be %j', (key, value, expected) => {
    expect(check({ ...settings, [key]: value })).toEqual([expect.stringContaining(`config.${expected}`)]);
    // The rudderstack profile does not read them, so they do not stop its events.
    expect(check({ apiKey: 'x', [key]: value })).toEqual([]);
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

  test.each(keys)('%s says whether the mapping reads it', (key) => {
    const { properties } = schema as { properties: Record<string, { description: string }> };
    const isRead = /event/i.test(key);
    expect(properties[key]?.description).toMatch(
      isRead ? /by source type is accepted, but not read/ : /not read by the mapping/,
    );
  });
});

test('an unknown key is named, with the key that it may mean', () => {
  expect(check({ apiKey: 'x', unmapedEventNames: 'keep', colour: 1 })).toEqual([
    'config.unmapedEventNames is not a known key; did you mean unmappedEventNames?',
    'config.colour is not a known key',
  ]);
});

test('what must not show is marked as a secret, and the word for it is documented', () => {
  const properties = schema.properties as Record<string, { 'x-secret'?: boolean }>;
  const secrets = Object.keys(properties).filter((key) => properties[key]?.['x-secret'] === true);
  expect(secrets).toEqual(['authApiKey', 'authSecret', 'authenticationKey']);
  expect(schema.$comment).toContain('x-secret');
});

test('every default is a valid setting', () => {
  const properties = Object.entries(schema.properties as Record<string, { default?: unknown }>);
  const defaults = Object.fromEntries(
    properties.filter(([, part]) => 'default' in part).map(([key, part]) => [key, part.default]),
  );
  expect(check({ apiKey: 'x', profile: 'kochava', ...defaults })).toEqual([]);
});
