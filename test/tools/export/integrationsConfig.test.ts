import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportTo, listFiles, removeFolder } from './outFolder';

interface DbConfig {
  name: string;
  config: {
    includeKeys: string[];
    secretKeys: string[];
    supportedMessageTypes: { cloud: string[] };
    destConfig: Record<string, string[]>;
  };
}

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
  expect(config.destConfig.android).toContain('ketchConsentPurposes');
  expect(config.supportedMessageTypes.cloud).toEqual(expect.arrayContaining(['screen', 'track', 'identify']));
  expect(config.secretKeys).toEqual(['authApiKey', 'authSecret', 'authenticationKey']);
  expect(config.includeKeys.filter((key) => config.secretKeys.includes(key))).toEqual([]);
});

it('has cases that its schema decides as they say, by a strict validator', () => {
  const { configSchema } = read(`${folder}/schema.json`) as { configSchema: object };
  const validate = new Ajv({ strictTypes: false, allowUnionTypes: true, strictRequired: false }).compile(
    configSchema,
  );
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

it('asks for every setting of the connection', () => {
  const { config } = read(`${folder}/db-config.json`) as DbConfig;
  const text = readFileSync(join(out, folder, 'ui-config.json'), 'utf8');
  const asked = [...text.matchAll(/"configKey": "(\w+)"/g)].map(([, key]) => key);
  expect(asked.sort()).toEqual([...(config.destConfig.defaultConfig ?? [])].sort());
});
