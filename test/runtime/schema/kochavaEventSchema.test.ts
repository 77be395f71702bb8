import { createCheck, readSchema } from './schemaFile';

const checkEvent = createCheck(readSchema('kochava/requests/event.schema.json'), 'body');
const checkInstall = createCheck(readSchema('kochava/requests/install.schema.json'), 'body');

const device = {
  usertime: 1772439330,
  app_version: '8.2.1',
  device_ids: { idfa: '6D92078A-8246-4BA4-AE5B-76104861E7DC', idfv: '8A7B6C5D-1E2F-4A3B-9C8D-7E6F5A4B3C2D' },
  device_ua: 'Acme/8.2.1 (iPhone; iOS 17.4.1; Scale/3.00)',
  device_ver: 'iPhone15,3-iOS-17.4.1',
  origination_ip: '203.0.113.24',
  device_limit_tracking: false,
  app_tracking_transparency: { att: true, att_time: 1772400000, att_duration: 0, att_detail: 'authorized' },
  gdpr_privacy_consent: {
    gdpr_applies: 1,
    tc_string: 'CPXxRfAPXxRfA',
    ad_user_data: 1,
    ad_personalization: 0,
  },
};
const root = {
  kochava_app_id: 'koacme-ios-4f7k2q',
  kochava_device_id: '8A7B6C5D-1E2F-4A3B-9C8D-7E6F5A4B3C2D',
};
const event = {
  action: 'event',
  ...root,
  data: {
    event_name: 'Purchase',
    event_data: { order_id: 'A-17', quantity: 2, price: -9.99, sum: -9.99, gift: false },
    currency: 'EUR',
    ...device,
  },
};
const install = {
  action: 'install',
  ...root,
  app_ver: '8.2.1',
  data: {
    ...device,
    ad_services_token: 'tokenFromAdServices==',
    adservices_attribution_details: { attribution: true, orgId: 40669820, countryOrRegion: 'US' },
    iad_attribution_details: { 'Version3.1': { 'iad-attribution': 'true', 'iad-campaign-id': '542370539' } },
    install_referrer: { referrer: 'utm_source=google-play', referrer_click_time: 1772400000 },
  },
};

const bodies: [
  string,
  { data: Record<string, unknown> } & Record<string, unknown>,
  (body: unknown) => string[],
][] = [
  ['event', event, checkEvent],
  ['install', install, checkInstall],
];
const alwaysThere: Record<string, string[]> = {
  event: ['event_name', 'currency', 'device_ids', 'device_ua', 'device_ver'],
  install: ['device_ids', 'device_ua', 'device_ver'],
};

function without(object: object, ...keys: string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

describe.each(bodies)('%s', (action, body, check) => {
  const withData = (changes: object) => ({ ...body, data: { ...body.data, ...changes } });
  const always = alwaysThere[action] ?? [];

  test('a full body is valid, and one with the least that is always there', () => {
    expect(check(body)).toEqual([]);
    const data = Object.fromEntries(Object.entries(body.data).filter(([key]) => always.includes(key)));
    expect(check({ ...without(body, 'app_ver'), data })).toEqual([]);
  });

  test.each(['action', 'kochava_app_id', 'kochava_device_id', 'data'])('%s is always there', (key) => {
    expect(check(without(body, key))).toEqual([`body.${key} is required`]);
  });

  test.each(always)('data.%s is always there and never null', (key) => {
    expect(check({ ...body, data: without(body.data, key) })).toEqual([`body.data.${key} is required`]);
    expect(check(withData({ [key]: null }))).toHaveLength(1);
  });

  test('no other keys', () => {
    const other = action === 'event' ? 'ad_services_token' : 'event_name';
    expect(check({ ...body, sdk_version: 'x' })).toEqual(['body.sdk_version is not a known key']);
    expect(check(withData({ [other]: 'x' }))).toEqual([`body.data.${other} is not a known key`]);
    expect(check(withData({ locale: 'en-US' }))).toEqual(['body.data.locale is not a known key']);
  });

  const badDeviceId = 'must be empty or a string with a character other than 0, - and white space';
  test.each<[object, string[]]>([
    [{ action: 'update' }, [`action must be "${action}"`]],
    [{ kochava_app_id: '' }, ['kochava_app_id must not be empty']],
    [{ kochava_device_id: '' }, []],
    [{ kochava_device_id: '10' }, []],
    [{ kochava_device_id: ' ' }, [`kochava_device_id ${badDeviceId}`]],
    [{ kochava_device_id: '000-0' }, [`kochava_device_id ${badDeviceId}`]],
    [{ kochava_device_id: null }, [`kochava_device_id ${badDeviceId}`]],
    [{ data: [] }, ['data must be an object']],
  ])('%j in the body', (changes, expected) => {
    expect(check({ ...body, ...changes })).toEqual(expected.map((text) => `body.${text}`));
  });

  const { idfv } = device.device_ids;
  test.each<[object]>([
    [{ usertime: 1 }],
    [{ usertime: 253402300799 }],
    [{ device_ids: { idfv, oaid: 'd1c2', 'my id': 'x' }, app_tracking_transparency: { att: false } }],
    [{ device_ids: { custom: '0x0' }, app_tracking_transparency: undefined }],
    [{ device_ua: '', device_ver: '' }],
    [{ device_ver: 'SM-J727A-Android-7.0.0' }],
    [{ origination_ip: '2001:db8::17' }],
    [{ app_tracking_transparency: { att: true } }],
    [{ app_tracking_transparency: { att: false, att_detail: 'notDetermined' }, device_ids: { idfv } }],
    [{ gdpr_privacy_consent: { tc_string: 'x' } }],
    [{ gdpr_privacy_consent: { ad_user_data: 0, ad_personalization: 0 } }],
    [{ gdpr_privacy_consent: { gdpr_applies: 0, tc_string: 'x' }, origination_ip: undefined }],
  ])('%j in data is right', (changes) => {
    expect(check(JSON.parse(JSON.stringify(withData(changes))))).toEqual([]);
  });

  const badId = 'must be a string with a character other than 0, - and white space';
  const badSeconds = 'must be a whole number of seconds';
  const badVersion = 'device_ver must be empty or model, system and version joined by -';
  const needsConsent = 'gdpr_privacy_consent must have tc_string, or ad_user_data and ad_personalization';
  test.each<[object, string]>([
    [{ usertime: 0 }, `usertime ${badSeconds}`],
    [{ usertime: 253402300800 }, `usertime ${badSeconds}`],
    [{ usertime: 17.5 }, `usertime ${badSeconds}`],
    [{ usertime: '1772439330' }, `usertime ${badSeconds}`],
    [{ app_version: '' }, 'app_version must not be empty'],
    [{ app_version: 8 }, 'app_version must be a string'],
    [{ device_ids: {}, app_tracking_transparency: { att: false } }, 'device_ids must not be empty'],
    [{ device_ids: { ...device.device_ids, adid: '' } }, `device_ids.adid ${badId}`],
    [{ device_ids: { ...device.device_ids, idfv: '00000000-0000-0000' } }, `device_ids.idfv ${badId}`],
    [{ device_ids: { ...device.device_ids, oaid: ' 0\t' } }, `device_ids.oaid ${badId}`],
    [{ device_ids: { ...device.device_ids, oaid: 17 } }, `device_ids.oaid ${badId}`],
    [{ device_ua: 5 }, 'device_ua must be a string'],
    [{ device_ver: 'iPhone--17' }, badVersion],
    [{ device_ver: '-iOS-17' }, badVersion],
    [{ device_ver: '14.4' }, badVersion],
    [{ origination_ip: '69.224.141.777' }, 'origination_ip must be an IPv4 or IPv6 address'],
    [{ origination_ip: '' }, 'origination_ip must be an IPv4 or IPv6 address'],
    [{ device_limit_tracking: 'true' }, 'device_limit_tracking must be a boolean'],
    [{ app_tracking_transparency: {} }, 'app_tracking_transparency.att is required'],
    [{ app_tracking_transparency: { att: 3 } }, 'app_tracking_transparency.att must be a boolean'],
    [
      { app_tracking_transparency: { att: true, att_time: 0 } },
      `app_tracking_transparency.att_time ${badSeconds}`,
    ],
    [
      { app_tracking_transparency: { att: true, att_duration: -1 } },
      'app_tracking_transparency.att_duration must be at least 0',
    ],
    [
      { app_tracking_transparency: { att: false, att_detail: 'authorized' } },
      'app_tracking_transparency.att must be true beside att_detail authorized',
    ],
    [
      { app_tracking_transparency: { att: true, att_detail: 'denied' }, device_ids: { idfv } },
      'app_tracking_transparency.att must be false unless att_detail is authorized',
    ],
    [
      { app_tracking_transparency: { att: false, att_detail: 'denied' } },
      'device_ids must not have an idfa when tracking is not authorized',
    ],
    [
      { app_tracking_transparency: { att: true }, device_ids: { idfv } },
      'device_ids.idfa is required when att is true without att_detail',
    ],
    [
      { app_tracking_transparency: { att: false, att_detail: 'not_determined' } },
      'app_tracking_transparency.att_detail must be one of "notDetermined", "restricted", "denied", "authorized"; did you mean "notDetermined"?',
    ],
    [{ gdpr_privacy_consent: {} }, `${needsConsent}; it has none of them`],
    [{ gdpr_privacy_consent: { ad_user_data: 1 } }, `${needsConsent}; it has ad_user_data`],
    [{ gdpr_privacy_consent: { tc_string: '' } }, 'gdpr_privacy_consent.tc_string must not be empty'],
    [
      { gdpr_privacy_consent: { gdpr_applies: true, tc_string: 'x' } },
      'gdpr_privacy_consent.gdpr_applies must be one of 0, 1',
    ],
    [
      { gdpr_privacy_consent: { tc_string: 'x' }, origination_ip: undefined },
      'gdpr_privacy_consent.gdpr_applies is required when origination_ip is absent',
    ],
  ])('%j in data is wrong', (changes, expected) => {
    expect(check(JSON.parse(JSON.stringify(withData(changes))))).toEqual([`body.data.${expected}`]);
  });
});

describe('what an event has and an install has not', () => {
  const withData = (changes: object) => ({ ...event, data: { ...event.data, ...changes } });

  test.each<[object, string[]]>([
    [{ event_name: '' }, ['event_name must be a string that is not empty']],
    [{ event_name: ' ' }, ['event_name must be a string that is not empty']],
    [{ event_name: ' x ' }, []],
    [{ currency: 'eur' }, ['currency must be three capital letters, such as EUR']],
    [{ currency: 5 }, ['currency must be three capital letters, such as EUR']],
    [{ event_data: {} }, ['event_data must not be empty']],
    [{ event_data: [] }, ['event_data must be an object']],
    [{ event_data: { a: '' } }, ['event_data.a must not be empty']],
    [{ event_data: { a: null } }, ['event_data.a must be a string or a number or a boolean']],
    [{ event_data: { a: { b: 1 } } }, ['event_data.a must be a string or a number or a boolean']],
    [{ event_data: { a: [1] } }, ['event_data.a must be a string or a number or a boolean']],
    [{ event_data: { currency: 'EUR' } }, ['event_data.currency must stand in data.currency only']],
    [{ event_data: { source: 'mail' } }, ['event_data.source is reserved by Kochava']],
    [{ event_data: { property_source: 'mail', Source: 'x', sources: 0 } }, []],
  ])('%j in data', (changes, expected) => {
    expect(checkEvent(withData(changes))).toEqual(expected.map((text) => `body.data.${text}`));
  });

  test('16 parameters at most', () => {
    const parameters = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${String(index)}`, index]));
    expect(checkEvent(withData({ event_data: parameters(16) }))).toEqual([]);
    expect(checkEvent(withData({ event_data: parameters(17) }))).toEqual([
      'body.data.event_data must have at most 16 keys',
    ]);
  });
});

describe('what an install has and an event has not', () => {
  const scalar = 'must be a string or a number or a boolean';

  test.each<[object, string[]]>([
    [{ ad_services_token: '' }, ['ad_services_token must not be empty']],
    [{ adservices_attribution_details: {} }, ['adservices_attribution_details must not be empty']],
    [{ adservices_attribution_details: { orgId: null } }, [`adservices_attribution_details.orgId ${scalar}`]],
    [{ adservices_attribution_details: { x: {} } }, [`adservices_attribution_details.x ${scalar}`]],
    [{ adservices_attribution_details: { keywordID: 1, anything: '' } }, []],
    [{ iad_attribution_details: {} }, ['iad_attribution_details["Version3.1"] is required']],
    [
      { iad_attribution_details: { 'Version3.1': {} } },
      ['iad_attribution_details["Version3.1"].iad-attribution is required'],
    ],
    [
      { iad_attribution_details: { 'Version3.1': { 'iad-attribution': true } } },
      ['iad_attribution_details["Version3.1"].iad-attribution must be a string'],
    ],
    [
      { iad_attribution_details: { 'Version3.1': { 'iad-attribution': 'true', 'iad-keyword': 5 } } },
      ['iad_attribution_details["Version3.1"].iad-keyword must be a string'],
    ],
    [
      { iad_attribution_details: { 'Version3.1': { 'iad-attribution': 'true', keyword: 'x' } } },
      ['iad_attribution_details["Version3.1"].keyword is not a known key'],
    ],
    [{ install_referrer: {} }, ['install_referrer.referrer is required']],
    [{ install_referrer: { referrer: '' } }, ['install_referrer.referrer must not be empty']],
    [
      { install_referrer: { referrer: 'x', referrer_click_time: 1772400000000 } },
      ['install_referrer.referrer_click_time must be a whole number of seconds'],
    ],
    [{ install_referrer: { referrer: 'x' } }, []],
  ])('%j in data', (changes, expected) => {
    expect(checkInstall({ ...install, data: { ...install.data, ...changes } })).toEqual(
      expected.map((text) => `body.data.${text}`),
    );
  });

  test('app_ver and app_version go together', () => {
    expect(checkInstall({ ...install, app_ver: '' })).toEqual(['body.app_ver must not be empty']);
    expect(checkInstall({ ...install, data: without(install.data, 'app_version') })).toEqual([
      'body.data.app_version is required beside app_ver',
    ]);
    expect(checkInstall(without(install, 'app_ver'))).toEqual([
      'body.data must not have app_version when app_ver is absent',
    ]);
    expect(checkEvent({ ...event, app_ver: '8.2.1' })).toEqual(['body.app_ver is not a known key']);
  });
});
