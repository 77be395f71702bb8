import fc from 'fast-check';
import {
  amounts,
  anyJson,
  eventNames,
  flags,
  ids,
  mostly,
  objectsOf,
  propertyNames,
  times,
  toObject,
  traitNames,
} from './kochavaWords';

type Fields = Record<string, unknown>;
/** A value and the place in the message that it goes to. */
type Plant = readonly [path: readonly string[], value: unknown];

const pick = (...values: unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values);

const product = objectsOf(
  ['product_id', 'name', 'quantity', 'quantity', 'price', 'price'],
  mostly(amounts),
  6,
);
const products = fc.array(mostly(product), { maxLength: 4 });
const properties = objectsOf(propertyNames, mostly(fc.oneof(amounts, pick('red', 'Shoe', true))), 20);
const traits = objectsOf(traitNames, mostly(fc.oneof(amounts, pick('pro', 'ada@acme.example', true))), 6);
const userIds = pick('u-1', 'u-2', 5, 0, '', ' ');
const names = pick('Home', 'Ödland/1', '', '  ');
const versions = pick('8.2.1', 17, 17.4, '', ' ');
const systems = pick('iOS', ' ipados ', 'Apple TV', 'watchOS', 'Android', 'ANDROID', 'Windows', '');
const agents = pick(
  'Acme/8.2.1 (iPhone; iOS 17.4.1; Scale/3.00)',
  'Dalvik/2.1.0 (Linux; U; Android 14)',
  'Mozilla/5.0',
  'Größe/1',
  '',
);
const addresses = pick('203.0.113.24', ' 2001:db8::1 ', '69.224.141.777', '$remote', '');
const consent = objectsOf(
  ['gdprApplies', 'gdpr_applies', 'adUserData', 'ad_user_data', 'adPersonalization', 'ad_personalization'],
  flags,
  5,
);

/** Where RudderStack and Segment put what the mapping reads. */
const places: Record<string, fc.Arbitrary<unknown>> = {
  type: pick('track', 'screen', 'page', 'identify', 'alias', 'group'),
  event: pick(...eventNames),
  name: names,
  userId: userIds,
  anonymousId: ids,
  previousId: userIds,
  groupId: userIds,
  timestamp: times,
  originalTimestamp: times,
  request_ip: addresses,
  rudderAction: pick('event', 'install', 5),
  traits,
  properties,
  'properties.products': products,
  'properties.currency': pick('EUR', ' chf ', 'euro', ''),
  'properties.price': amounts,
  'properties.revenue': amounts,
  'properties.total': amounts,
  'properties.quantity': amounts,
  'properties.name': names,
  'properties.version': versions,
  'integrations.All': pick(true, false),
  'integrations.Kochava': pick(true, false, {}, { appId: 'ko-event' }, { appId: '' }, { appId: 5 }),
  'context.traits': traits,
  'context.ip': addresses,
  'context.userAgent': agents,
  'context.locale': pick('de-CH', ''),
  'context.timezone': pick('Europe/Zurich', ''),
  'context.app.version': versions,
  'context.app.build': versions,
  'context.library.name': pick('analytics-ios', 'com.acme.kotlin', 'analytics-ruby'),
  'context.os.name': systems,
  'context.os.version': versions,
  'context.device.type': systems,
  'context.device.model': pick('iPhone15,3', 'Pixel-8', ''),
  'context.device.id': ids,
  'context.device.idfa': ids,
  'context.device.idfv': ids,
  'context.device.adid': ids,
  'context.device.advertisingId': ids,
  'context.device.advertising_id': ids,
  'context.device.androidId': ids,
  'context.device.android_id': ids,
  'context.device.oaid': ids,
  'context.device.token': pick('t-1', '', ' '),
  'context.device.adServicesToken': pick('a-1', '', ' '),
  'context.device.attTrackingStatus': pick(0, 1, 2, 3, '3', 'authorized', 'Not_Determined', 4, 'denied', ''),
  'context.device.attTime': times,
  'context.device.attDuration': amounts,
  'context.device.adTrackingEnabled': flags,
  'context.device.ad_tracking_enabled': flags,
  'context.consent': consent,
  'context.consent.tcString': pick('CPXxRfA', '', ' '),
  'context.consent.categoryPreferences': objectsOf(['Advertising', 'Analytics'], flags, 2),
  'context.consentManagement': pick({ allowedConsentIds: ['Advertising'], deniedConsentIds: ['Analytics'] }),
  'context.campaign': objectsOf(['id', 'name', 'content', 'ad_group', 'attribution'], amounts, 4),
  'context.campaign.provider': pick('Apple', 'apple', 'Acme'),
  'context.campaign.source': pick('iAd', 'newsletter'),
  'context.adservices': objectsOf(['attribution', 'orgId', 'clickDate'], mostly(amounts), 3),
  'context.installReferrer': fc.record({ referrer: names, clickTime: times }, { requiredKeys: [] }),
  'context.personas.computation_key': pick(...traitNames),
};

/** Where Amplitude puts them. */
const amplitudePlaces: Record<string, fc.Arbitrary<unknown>> = {
  event_type: pick('$identify', '$groupidentify', ...eventNames),
  device_id: ids,
  user_id: userIds,
  time: times,
  event_time: times,
  groups: objectsOf(['company', '__proto__'], userIds, 2),
  event_properties: properties,
  user_properties: traits,
  'user_properties.$set': traits,
  'user_properties.$setOnce': traits,
  'user_properties.$unset': traits,
  revenue: amounts,
  price: amounts,
  quantity: amounts,
  productId: ids,
  currency: pick('EUR', ''),
  idfa: ids,
  idfv: ids,
  adid: ids,
  android_id: ids,
  os_name: systems,
  platform: systems,
  os_version: versions,
  device_model: pick('iPhone15,3', ''),
  language: pick('de', ''),
  ip: addresses,
  app_version: versions,
  user_agent: agents,
  library: pick('amplitude-ios/8.1.0', 'amplitude-kotlin/1.0'),
  type: pick('track'),
};

/** Messages that need no planting to be sent. */
const bases: readonly Fields[] = [
  {
    type: 'track',
    event: 'Order Completed',
    anonymousId: '8A7B6C5D-1E2F',
    timestamp: '2026-03-02T08:15:30.120Z',
    context: {
      os: { name: 'iOS', version: '17.4.1' },
      device: {
        id: '8A7B6C5D-1E2F',
        advertisingId: '6D92078A-8246',
        attTrackingStatus: 3,
        model: 'iPhone15,3',
      },
      ip: '203.0.113.24',
    },
    properties: { order_id: 'o-1', price: 9.99, quantity: 2 },
  },
  {
    type: 'track',
    event: 'Application Installed',
    userId: 'u-1',
    context: { os: { name: 'Android' }, device: { id: 'a1b2c3d4e5f60718', token: 't-1' } },
  },
  {
    type: 'identify',
    userId: 'u-1',
    traits: { plan: 'pro' },
    context: { device: { id: '8A7B6C5D-1E2F', type: 'ios', advertising_id: '6D92078A-8246' } },
  },
  { type: 'screen', name: 'Home', context: { device: { adid: '6D92078A-8246' } } },
];

const amplitudeBases: readonly Fields[] = [
  { event_type: 'Order Completed', platform: 'iOS', idfv: '8A7B6C5D-1E2F', user_id: 'u-1', revenue: 5 },
  {
    event_type: '$identify',
    os_name: 'android',
    adid: '6D92078A-8246',
    user_properties: { $set: { plan: 1 } },
  },
];

/** A call that only push tokens are for, which is too rare to come by chance. */
const removal: Fields = {
  type: 'track',
  event: 'Push Token Removed',
  anonymousId: '8A7B6C5D-1E2F',
  context: { device: { id: 'a1b2c3d4e5f60718', token: 't-1', type: 'android' } },
};

const planted = planting([...bases, removal], places);
const amplitude = planting(amplitudeBases, amplitudePlaces);
/** Any JSON in the first places of a message. */
const shapeless = fc.record(
  {
    type: mostly(pick('track', 'screen', 'identify', 'alias')),
    event: mostly(pick(...eventNames)),
    event_type: anyJson,
    context: anyJson,
    properties: anyJson,
    traits: anyJson,
    integrations: anyJson,
  },
  { requiredKeys: [] },
);

/** Realistic messages with random values in the places that the mapping reads, and any JSON besides. */
export const messages: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: planted },
  { weight: 3, arbitrary: amplitude },
  { weight: 1, arbitrary: shapeless },
  { weight: 1, arbitrary: anyJson },
);

function planting(bases: readonly Fields[], places: Record<string, fc.Arbitrary<unknown>>) {
  const plants = Object.entries(places).map(([path, values]) =>
    mostly(values).map((value): Plant => [path.split('.'), value]),
  );
  return fc
    .tuple(fc.constantFrom(...bases), fc.array(fc.oneof(...plants), { maxLength: 14 }))
    .map(([base, chosen]) => chosen.reduce(plant, base));
}

/** The message with a value at a path; what is in the way and no object gives way. */
function plant(message: unknown, [[key = '', ...rest], value]: Plant): Fields {
  const isObject = typeof message === 'object' && message !== null && !Array.isArray(message);
  const fields = isObject ? (message as Fields) : {};
  const inner =
    rest.length === 0 ? value : plant(Object.hasOwn(fields, key) ? fields[key] : {}, [rest, value]);
  return toObject([...Object.entries(fields), [key, inner]]);
}
