import { createCheck, readSchema } from './schemaFile';

const check = createCheck(readSchema('kochava/requests/rudderstack.schema.json'), 'body');

const data = {
  event_name: 'Purchase',
  event_data: { revenue: 12.5, items: [{ sku: null }] },
  currency: 'EUR',
  usertime: 1735038000000,
  app_version: '640',
  app_short_string: '5.8.0',
  app_name: 'Banco Verde',
  origination_ip: '203.0.113.250',
  locale: 'pt-BR',
  os_version: '13',
  screen_dpi: 402,
  app_tracking_transparency: { att: false },
  device_ver: 'moto g84 5G-Android-13',
  device_ids: {
    idfa: '',
    idfv: '',
    adid: 'e80b5f2c-93a1-4d76-8c04-1b2f7a6d9e38',
    android_id: '77aa01be3cd94f10',
  },
  device_ua: 'Dalvik/2.1.0 (Linux; U; Android 13; moto g84 5G)',
};
const body = {
  action: 'event',
  kochava_app_id: 'koverde-bank-android-b6j4',
  kochava_device_id: '77aa01be3cd94f10',
  data,
};

const always = [
  'event_data',
  'currency',
  'device_ids',
  'device_ua',
  'device_ver',
  'app_tracking_transparency',
] as const;
const optional = [
  'event_name',
  'usertime',
  'app_version',
  'app_short_string',
  'app_name',
  'origination_ip',
  'locale',
  'os_version',
  'screen_dpi',
] as const;

function without(object: object, ...keys: string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function withData(changes: object): object {
  return { ...body, data: { ...data, ...changes } };
}

test('a full body is valid, and one with the least that is always there', () => {
  expect(check(body)).toEqual([]);
  expect(check({ ...body, data: without(data, ...optional) })).toEqual([]);
});

test.each(Object.keys(body))('%s is always there', (key) => {
  expect(check(without(body, key))).toEqual([`body.${key} is required`]);
});

test.each(always)('data.%s is always there and never null', (key) => {
  expect(check({ ...body, data: without(data, key) })).toEqual([`body.data.${key} is required`]);
  expect(check(withData({ [key]: null }))).toHaveLength(1);
});

test('the keys of the table, of the body and of the ids, and no others', () => {
  expect(Object.keys(data).sort()).toEqual([...always, ...optional].sort());
  expect(check({ ...body, sdk_version: 1 })).toEqual(['body.sdk_version is not a known key']);
  expect(check(withData({ device_limit_tracking: true }))).toEqual([
    'body.data.device_limit_tracking is not a known key',
  ]);
  expect(check(withData({ device_ids: { ...data.device_ids, imei: '' } }))).toEqual([
    'body.data.device_ids.imei is not a known key',
  ]);
  expect(check(withData({ app_tracking_transparency: { att: true, att_time: 1 } }))).toEqual([
    'body.data.app_tracking_transparency.att_time is not a known key',
  ]);
});

test.each(['idfa', 'idfv', 'adid', 'android_id'])(
  'device_ids.%s is always there, whatever its type',
  (id) => {
    expect(check(withData({ device_ids: without(data.device_ids, id) }))).toEqual([
      `body.data.device_ids.${id} is required`,
    ]);
    expect(check(withData({ device_ids: { ...data.device_ids, [id]: 0 } }))).toEqual([]);
    expect(check(withData({ device_ids: { ...data.device_ids, [id]: null } }))).toEqual([
      `body.data.device_ids.${id} must not be null`,
    ]);
  },
);

test.each<[object, string]>([
  [{ usertime: '1735038000000' }, 'usertime must be a whole number of milliseconds'],
  [{ usertime: 1735038000000.5 }, 'usertime must be a whole number of milliseconds'],
  [{ usertime: null }, 'usertime must be a whole number of milliseconds'],
  [{ usertime: 1e16 }, 'usertime must be a whole number of milliseconds'],
  [{ event_name: 5 }, 'event_name must be a string'],
  [{ event_name: '' }, 'event_name must not be empty'],
  [{ event_name: null }, 'event_name must be a string'],
  [{ event_data: null }, 'event_data must not be null'],
  [{ currency: null }, 'currency must not be null'],
  [{ device_ua: null }, 'device_ua must not be null'],
  [{ device_ver: 5 }, 'device_ver must be a string'],
  [{ device_ids: '' }, 'device_ids must be an object'],
  [{ app_tracking_transparency: { att: 3 } }, 'app_tracking_transparency.att must be a boolean'],
  [{ app_tracking_transparency: {} }, 'app_tracking_transparency.att is required'],
])('%j in data is wrong', (changes, expected) => {
  expect(check(withData(changes))).toEqual([`body.data.${expected}`]);
});

test.each<[object]>([
  [{ usertime: -1 }],
  [{ event_data: [1] }],
  [{ event_data: '' }],
  [{ currency: 0 }],
  [{ device_ver: '' }],
  [{ device_ua: 5 }],
  [
    {
      app_name: null,
      app_version: null,
      app_short_string: null,
      locale: null,
      os_version: null,
      screen_dpi: null,
    },
  ],
  [{ origination_ip: null }],
  [{ origination_ip: ['203.0.113.250'], locale: { language: 'pt' }, os_version: 13, screen_dpi: '2.75' }],
])('%j in data is what a source may send', (changes) => {
  expect(check(withData(changes))).toEqual([]);
});

test.each<[object, string[]]>([
  [{ action: 'install' }, []],
  [{ action: 0 }, []],
  [{ action: null }, ['body.action must not be null']],
  [{ kochava_device_id: '' }, []],
  [{ kochava_device_id: 0 }, []],
  [{ kochava_device_id: null }, ['body.kochava_device_id must not be null']],
  [{ kochava_app_id: '' }, ['body.kochava_app_id must not be empty']],
  [{ kochava_app_id: 5 }, ['body.kochava_app_id must be a string']],
  [{ data: [] }, ['body.data must be an object']],
])('%j in the body', (changes, expected) => {
  expect(check({ ...body, ...changes })).toEqual(expected);
});
