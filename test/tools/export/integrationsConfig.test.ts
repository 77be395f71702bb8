import Ajv, { type Options } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportTo, listFiles, removeFolder } from './outFolder';

interface DbConfig {
  name: string;
  config: {
    includeKeys: string[];
    secretKeys: string[];
    supportedSourceTypes: string[];
    supportedMessageTypes: { cloud: string[]; device: Record<string, string[]> };
    destConfig: Record<string, string[]>;
  };
}

/** Those of the control plane's validator. */
const hostOptions: Options = {
  ...{ allErrors: true, useDefaults: true, strict: false, strictSchema: false, strictRequired: false },
  ...{ strictNumbers: true, strictTypes: true, strictTuples: true },
};

let out: string;
const folder = 'src/configurations/destinations/kochava';
const read = (path: string): unknown => JSON.parse(readFileSync(join(out, path), 'utf8'));

beforeAll(async () => {
  out = await exportTo('rudder-integrations-config');
});

afterAll(() => {
  removeFolder(out);
});

it('is a folder of definitions and a file of cases', () => {
  expect(listFiles(out)).toEqual([
    `${folder}/db-config.json`,
    `${folder}/schema.json`,
    `${folder}/ui-config.json`,
    'test/data/validation/destinations/kochava.json',
  ]);
});

it('has every key that live connections have, the secrets marked as such', () => {
  const { name, config } = read(`${folder}/db-config.json`) as DbConfig;
  expect(name).toBe('KOCHAVA');
  const known = ['apiKey', 'blacklistedEvents', 'whitelistedEvents', 'eventFilteringOption'];
  expect(config.destConfig.defaultConfig).toEqual(expect.arrayContaining(known));
  expect(config.destConfig.ios).toEqual(
    expect.arrayContaining(['useNativeSDK', 'connectionMode', 'appTrackingTransparency', 'skAdNetwork']),
  );
  const older = Object.entries(config.destConfig).filter(([, keys]) => keys.includes('ketchConsentPurposes'));
  expect(older.map(([type]) => type).sort()).toEqual([
    ...[
      'amp',
      'android',
      'cloud',
      'cordova',
      'flutter',
      'ios',
      'reactnative',
      'shopify',
      'unity',
      'warehouse',
    ],
    'web',
  ]);
  expect(config.supportedMessageTypes.device).toEqual({
    android: ['screen', 'track'],
    ios: ['screen', 'track'],
  });
  expect(config.supportedMessageTypes.cloud).toEqual(expect.arrayContaining(['screen', 'track', 'identify']));
  expect(config.secretKeys).toEqual(['authApiKey', 'authSecret', 'authenticationKey']);
  expect(config.includeKeys.filter((key) => config.secretKeys.includes(key))).toEqual([]);
});

it('has cases that its schema decides as they say, by a strict validator', () => {
  const { configSchema } = read(`${folder}/schema.json`) as { configSchema: object };
  const validate = new Ajv(hostOptions).compile(configSchema);
  const cases = read('test/data/validation/destinations/kochava.json') as {
    config: object;
    result: boolean;
  }[];
  expect(cases.map(({ config }) => validate(config))).toEqual(cases.map(({ result }) => result));
  expect(cases.filter(({ result }) => result).length).toBeGreaterThan(0);
  expect(cases.filter(({ result }) => !result).length).toBeGreaterThan(10);
  expect(validate({ apiKey: 'env.KOCHAVA_GUID', accountId: 'env.ACCOUNT', sendUsers: 'env.USERS' })).toBe(
    true,
  );
});

it('has the consent settings of each source type, as the control plane checks them', () => {
  const { config } = read(`${folder}/db-config.json`) as DbConfig;
  const { configSchema } = read(`${folder}/schema.json`) as {
    configSchema: { properties: Record<string, { type: string; properties: object }> };
  };
  const { consentManagement, oneTrustCookieCategories } = configSchema.properties;
  expect(Object.keys(consentManagement?.properties ?? {}).sort()).toEqual(config.supportedSourceTypes.sort());
  expect(oneTrustCookieCategories).toMatchObject({
    type: 'object',
    properties: {
      web: { type: 'array', items: { properties: { oneTrustCookieCategory: { type: 'string' } } } },
    },
  });
  const validate = new Ajv(hostOptions).compile(configSchema);
  const accepts = (settings: object) => validate({ apiKey: 'ko', ...settings });
  expect(
    accepts({ consentManagement: { ios: [{ provider: 'ketch', consents: [{ consent: 'C1' }] }] } }),
  ).toBe(true);
  expect(accepts({ consentManagement: { ios: [{ provider: 'custom' }] } })).toBe(false);
  expect(accepts({ oneTrustCookieCategories: [{ oneTrustCookieCategory: 'C1' }] })).toBe(false);
});

it('asks for every setting of the connection, and for those of the SDKs and of consent', () => {
  const { config } = read(`${folder}/db-config.json`) as DbConfig;
  const text = readFileSync(join(out, folder, 'ui-config.json'), 'utf8');
  const asked = [...text.matchAll(/"configKey": "(\w+)"/g)].map(([, key]) => key);
  const others = ['appTrackingTransparency', 'skAdNetwork', 'consentManagement'];
  const ofConsent = ['provider', 'provider', 'resolutionStrategy', 'consents'];
  expect(asked.sort()).toEqual([...(config.destConfig.defaultConfig ?? []), ...others, ...ofConsent].sort());
});
