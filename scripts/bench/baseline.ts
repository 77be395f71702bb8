import type { Engine } from '../../dist/runtime/workflow/engine';
import { createError, type DestkitError } from '../../dist/runtime/errors/destkitError';
import { toPlain } from '../../dist/runtime/jsonata/plain';

/**
 * Kochava's `rudderstack` profile written by hand, as an engineer would who cares for speed: what the declarative
 * workflow is measured against. The goldens hold for it, as scripts/bench/main.ts checks before it measures.
 */
type Fields = Record<string, unknown>;

const eventNames = new Map([
  ['product added', 'Add to Cart'],
  ['product added to wishlist', 'Add to Wishlist'],
  ['add to wishlist', 'Add to Wishlist'],
  ['checkout started', 'Checkout Start'],
  ['order completed', 'Purchase'],
  ['product reviewed', 'Rating'],
  ['products searched', 'Search'],
]);

const platforms = new Map([
  ['ios', 'apple'],
  ['ipados', 'apple'],
  ['tvos', 'apple'],
  ['watchos', 'apple'],
  ['android', 'android'],
]);

const none: Fields = {};

export function createBaseline(validateConfig: (config: unknown) => unknown): Engine {
  return {
    run(input) {
      const { message, destination } = input as { message: unknown; destination?: { Config?: Fields } };
      validateConfig(destination?.Config);
      const output = transform(fields(message), destination?.Config ?? none);
      return { output, outputs: none, isPlain: true };
    },
  };
}

function transform(message: Fields, config: Fields): Fields {
  const { type, event } = message;
  if (!type) {
    throw reject('message Type is not present. Aborting message.');
  }
  if (type !== 'track' && type !== 'screen') {
    throw reject(`message type ${print(type)} is not supported`);
  }
  if (type === 'track' && event && typeof event !== 'string') {
    throw reject('event must be a string');
  }
  const context = fields(message.context);
  const app = fields(context.app);
  const device = fields(context.device);
  const os = fields(context.os);
  const screen = fields(context.screen);
  const properties = fields(message.properties);
  const deviceId = device.id ?? message.anonymousId ?? '';
  const advertisingId = device.advertisingId ?? '';
  const platform = typeof os.name === 'string' ? platforms.get(os.name.toLowerCase()) : undefined;
  const isApple = platform === 'apple';
  const isAndroid = platform === 'android';
  const data: Fields = {
    event_data: toPlain(message.properties) ?? {},
    currency: properties.currency ?? 'USD',
    device_ids: {
      idfa: isApple ? advertisingId : '',
      idfv: isApple ? deviceId : '',
      adid: isAndroid ? advertisingId : '',
      android_id: isAndroid ? deviceId : '',
    },
    device_ua: context.userAgent ?? '',
    device_ver:
      device.model && os.version ? `${print(device.model)}-${print(os.name)}-${print(os.version)}` : '',
    app_tracking_transparency: { att: device.attTrackingStatus === 3 },
  };
  set(data, 'event_name', nameOf(type, event as string | undefined, properties.name, config));
  set(data, 'usertime', toMillis(message.timestamp ?? message.originalTimestamp));
  set(data, 'origination_ip', context.ip ?? message.request_ip);
  set(data, 'app_name', app.name);
  set(data, 'app_version', app.build);
  set(data, 'app_short_string', app.version);
  set(data, 'locale', context.locale);
  set(data, 'os_version', os.version);
  set(data, 'screen_dpi', screen.density);
  const envelope: Fields = {
    version: '1',
    type: 'REST',
    method: 'POST',
    endpoint: 'https://control.kochava.com/track/json',
    headers: {},
    params: {},
    body: {
      JSON: {
        action: message.rudderAction ?? 'event',
        kochava_app_id: config.apiKey,
        kochava_device_id: deviceId,
        data,
      },
      JSON_ARRAY: {},
      XML: {},
      FORM: {},
    },
    files: {},
  };
  set(envelope, 'userId', message.anonymousId);
  return envelope;
}

function nameOf(
  type: string,
  event: string | undefined,
  screenName: unknown,
  config: Fields,
): string | undefined {
  if (type === 'screen') {
    return screenName ? `screen view ${print(screenName)}` : 'screen view';
  }
  if (!event) {
    return undefined;
  }
  const lower = event.toLowerCase();
  return eventNames.get(lower) ?? (config.unmappedEventNames === 'lower' ? lower : event);
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : none;
}

function set(target: Fields, key: string, value: unknown): void {
  if (value !== undefined) {
    target[key] = value;
  }
}

function print(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.map(print).join(',');
  }
  return value === null || value === undefined ? '' : '[object Object]';
}

function toMillis(value: unknown): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const date =
    typeof value === 'number' || typeof value === 'boolean'
      ? new Date(Number(value))
      : new Date(print(value));
  return date.getTime() || undefined;
}

function reject(message: string): DestkitError {
  return createError('EVENT_REJECTED', { message });
}
