import { createCheck, readSchema } from './schemaFile';

const kochava_app_id = 'koacme-android-9h2m';
const kochava_device_id = '9f86d081884c7d65';
const badId = 'must be a string with a character other than 0, - and white space';
const badSeconds = 'must be a whole number of seconds';

/** The problems of a body with some keys changed; undefined removes a key. */
function checkChanges(file: string, body: object): (changes: object) => string[] {
  const check = createCheck(readSchema(`kochava/requests/${file}.schema.json`), 'body');
  return (changes) => check(JSON.parse(JSON.stringify({ ...body, ...changes })));
}

describe('update', () => {
  const idfa = '6D92078A-8246-4BA4-AE5B-76104861E7DC';
  const check = checkChanges('update', {
    action: 'update',
    kochava_app_id,
    kochava_device_id,
    data: { idfa },
  });

  test.each<[object, string[]]>([
    [{}, []],
    [{ action: 'event' }, ['body.action must be "update"']],
    [{ kochava_app_id: '' }, ['body.kochava_app_id must not be empty']],
    [{ kochava_device_id: undefined }, ['body.kochava_device_id is required']],
    [{ kochava_device_id: '' }, [`body.kochava_device_id ${badId}`]],
    [{ data: {} }, ['body.data.idfa is required']],
    [{ data: { idfa: '00000000-0000-0000-0000-000000000000' } }, [`body.data.idfa ${badId}`]],
    [{ data: { idfa, idfv: 'x' } }, ['body.data.idfv is not a known key']],
    [{ app_ver: '1' }, ['body.app_ver is not a known key']],
  ])('%j', (changes, expected) => {
    expect(check(changes)).toEqual(expected);
  });
});

describe('IdentityLink', () => {
  const check = checkChanges('identity-link', {
    kochava_app_id,
    device_id: { adid: 'e80b5f2c-93a1-4d76-8c04-1b2f7a6d9e38', oaid: 'd1c2' },
    data: { app_userid: 'u-48213', group_id: 'g-7', plan: 'pro', nickname: '' },
  });

  test.each<[object, string[]]>([
    [{}, []],
    [{ kochava_app_id: undefined }, ['body.kochava_app_id is required']],
    [{ device_id: undefined }, ['body.device_id is required']],
    [{ device_id: {} }, ['body.device_id must not be empty']],
    [{ device_id: { adid: '0-0' } }, [`body.device_id.adid ${badId}`]],
    [{ device_ids: { adid: 'x' } }, ['body.device_ids is not a known key']],
    [{ kochava_device_id }, ['body.kochava_device_id is not a known key']],
    [{ data: undefined }, ['body.data is required']],
    [{ data: {} }, ['body.data must not be empty']],
    [{ data: { app_userid: '' } }, ['body.data.app_userid must not be empty']],
    [{ data: { group_id: 7 } }, ['body.data.group_id must be a string']],
    [{ data: { vip: true } }, ['body.data.vip must be a string']],
    [{ data: { vip: null } }, ['body.data.vip must be a string']],
  ])('%j', (changes, expected) => {
    expect(check(changes)).toEqual(expected);
  });
});

describe('push token', () => {
  const data = { token: 'fcm-token', locale: 'de-DE', timezone: 'Europe/Berlin', usertime: 1772439330 };
  const check = checkChanges('token', { kochava_device_id, kochava_app_id, data });

  test.each<[object, string[]]>([
    [{}, []],
    [{ data: { token: 'x' } }, []],
    [{ kochava_device_id: '' }, [`body.kochava_device_id ${badId}`]],
    [{ kochava_device_id: undefined }, ['body.kochava_device_id is required']],
    [{ kochava_app_id: undefined }, ['body.kochava_app_id is required']],
    [{ data: {} }, ['body.data.token is required']],
    [{ data: { ...data, token: '' } }, ['body.data.token must not be empty']],
    [{ data: { ...data, locale: '' } }, ['body.data.locale must not be empty']],
    [{ data: { ...data, timezone: 2 } }, ['body.data.timezone must be a string']],
    [{ data: { ...data, usertime: 1772439330000 } }, [`body.data.usertime ${badSeconds}`]],
    [{ data: { ...data, os: 'x' } }, ['body.data.os is not a known key']],
    [{ action: 'add' }, ['body.action is not a known key']],
  ])('%j', (changes, expected) => {
    expect(check(changes)).toEqual(expected);
  });
});

describe('deletion', () => {
  const check = checkChanges('deletion', {
    device_ids: ['idfa', 'idfv', 'adid', 'android_id', 'imei', 'oaid', 'fire_adid', 'rida'].map(
      (id_type) => ({
        id_type,
        id_value: 'd1c2',
      }),
    ),
  });

  test.each<[object, string[]]>([
    [{}, []],
    [{ device_ids: undefined }, ['body.device_ids is required']],
    [{ device_ids: [] }, ['body.device_ids must not be empty']],
    [{ device_ids: {} }, ['body.device_ids must be an array']],
    [{ device_ids: [{ id_type: 'idfa' }] }, ['body.device_ids[0].id_value is required']],
    [{ device_ids: [{ id_type: 'idfa', id_value: '0' }] }, [`body.device_ids[0].id_value ${badId}`]],
    [
      { device_ids: [{ id_type: 'udid', id_value: 'x' }] },
      [
        'body.device_ids[0].id_type must be one of "idfa", "idfv", "adid", "android_id", "imei", "oaid", "fire_adid", "rida"; did you mean "adid"?',
      ],
    ],
    [
      { device_ids: [{ id_type: 'idfa', id_value: 'x', userId: 'y' }] },
      ['body.device_ids[0].userId is not a known key'],
    ],
    [{ email: 'x@example.com' }, ['body.email is not a known key']],
  ])('%j', (changes, expected) => {
    expect(check(changes)).toEqual(expected);
  });
});
