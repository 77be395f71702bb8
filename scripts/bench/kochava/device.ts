import { valueAt } from '../../../dist/destination/bindings/objects';
import { hasFormat } from '../../../dist/destination/bindings/texts';
import { epochSeconds } from '../../../dist/destination/bindings/time';
import { isScalar, numeric } from '../../../dist/destination/bindings/values';
import type { Warning } from '../../../dist/destination/outcome';
import { caseless, fields, readMap, readTable, reject, type Fields, type Settings } from './shared';

interface System {
  family: 'apple' | 'android';
  name: string;
}

/** Whose device it is. */
export interface Identity {
  family: System['family'] | undefined;
  /** As Kochava spells it, where the system is known. */
  osName: unknown;
  isApple: boolean;
  trackingStatus: number | undefined;
  deviceId: string;
  ids: Record<string, string>;
  firstId: string;
}

type Identify = (
  message: Fields,
  context: Fields,
  device: Fields,
  config: Settings,
  warnings: Warning[],
) => Identity;

export function createIdentify(tables: string): Identify {
  const systems = readMap<System>(tables, 'systems');
  for (const system of [...systems.values()]) {
    // Libraries mostly write it as Kochava does, which spares the lower case.
    systems.set(system.name, system);
  }
  const statuses = readMap<number>(tables, 'trackingStatuses');
  const clues =
    readTable<{ in: string; text: string; system: string }[]>(tables, 'platformClues').clues ?? [];

  function systemOf(name: unknown): System | undefined {
    return typeof name === 'string'
      ? (systems.get(name) ?? systems.get(name.trim().toLowerCase()))
      : undefined;
  }

  function betrayedSystem(context: Fields): System | undefined {
    const library = caseless(fields(context.library).name);
    const userAgent = caseless(context.userAgent);
    for (const clue of clues) {
      if ((clue.in === 'library' ? library : userAgent)?.includes(clue.text)) {
        return systems.get(clue.system);
      }
    }
    return undefined;
  }

  function statusOf(status: unknown): number | undefined {
    if (typeof status === 'number') {
      return status === 0 || status === 1 || status === 2 || status === 3 ? status : undefined;
    }
    if (typeof status !== 'string') {
      return undefined;
    }
    const lower = status.toLowerCase();
    return statuses.get(lower.trim()) ?? statuses.get(lower.replace(/[^a-z]/g, ''));
  }

  return function identify(message, context, device, config, warnings) {
    const os = fields(context.os);
    const system = systemOf(os.name) ?? systemOf(device.type) ?? betrayedSystem(context);
    const family = system?.family;
    const ownId = usable(device.id);
    let ids = family ? platformIds(family, device, ownId) : explicitIds(device);
    const isApple = family === 'apple' || (!family && (ids.idfa !== undefined || ids.idfv !== undefined));
    if (config.identifierMapping) {
      ids = mapIds(ids, message, config.identifierMapping as Record<string, string>);
    }
    if (!family && isEmpty(ids)) {
      throw reject(
        'unknown platform: context.os.name, context.device.type, the library and the user agent do not name one, ' +
          'and there is no explicit device identifier',
      );
    }
    const trackingStatus =
      device.attTrackingStatus === undefined ? undefined : statusOf(device.attTrackingStatus);
    if (trackingStatus !== undefined && trackingStatus < 3 && ids.idfa !== undefined) {
      ids = withoutIdfa(ids);
    }
    const firstId = firstOf(ids);
    if (firstId === undefined) {
      throw reject('no device identifier left: one of idfa, idfv, adid, android_id is required');
    }
    if (family === 'android' && ids.android_id === undefined && ownId !== undefined) {
      warnings.push({
        code: 'ANDROID_ID_LEFT_OUT',
        path: 'message.context.device.id',
        message: 'android_id left out: this does not look like an Android id (8 to 16 hexadecimal digits)',
      });
    }
    return {
      family,
      osName: system ? system.name : os.name,
      isApple,
      trackingStatus,
      deviceId: ownId ?? usable(message.anonymousId) ?? '',
      ids,
      firstId,
    };
  };
}

function platformIds(
  family: System['family'],
  device: Fields,
  ownId: string | undefined,
): Record<string, string> {
  if (family === 'apple') {
    const idfa = usable(device.idfa) ?? advertisingId(device);
    const idfv = usable(device.idfv) ?? ownId;
    return idfa === undefined
      ? idfv === undefined
        ? {}
        : { idfv }
      : idfv === undefined
        ? { idfa }
        : { idfa, idfv };
  }
  const adid = usable(device.adid) ?? advertisingId(device);
  const android_id =
    usable(device.androidId) ??
    usable(device.android_id) ??
    (ownId !== undefined && isAndroidId(ownId) ? ownId : undefined);
  return adid === undefined
    ? android_id === undefined
      ? {}
      : { android_id }
    : android_id === undefined
      ? { adid }
      : { adid, android_id };
}

function explicitIds(device: Fields): Record<string, string> {
  const ids: Record<string, string> = {};
  setId(ids, 'idfa', usable(device.idfa));
  setId(ids, 'idfv', usable(device.idfv));
  setId(ids, 'adid', usable(device.adid));
  setId(ids, 'android_id', usable(device.androidId) ?? usable(device.android_id));
  return ids;
}

function mapIds(
  found: Record<string, string>,
  message: Fields,
  mapping: Record<string, string>,
): Record<string, string> {
  const ids = { ...found };
  for (const key of Object.keys(mapping)) {
    setId(ids, key, usable(valueAt(message, mapping[key])));
  }
  return ids;
}

function withoutIdfa(ids: Record<string, string>): Record<string, string> {
  const others: Record<string, string> = {};
  for (const key in ids) {
    if (key !== 'idfa') {
      setId(others, key, ids[key]);
    }
  }
  return others;
}

function setId(ids: Record<string, string>, key: string, id: string | undefined): void {
  if (id !== undefined) {
    ids[key] = id;
  }
}

function advertisingId(device: Fields): string | undefined {
  return usable(device.advertisingId) ?? usable(device.advertising_id);
}

/** An id of zeros stands for tracking that is limited. */
function usable(value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const start = value.charCodeAt(0);
  return (start > 48 && start < 128) || /[^0\s-]/u.test(value) ? value : undefined;
}

/** Whether it is 8 to 16 hexadecimal digits. */
function isAndroidId(id: string): boolean {
  if (id.length < 8 || id.length > 16) {
    return false;
  }
  for (let index = 0; index < id.length; index += 1) {
    const code = id.charCodeAt(index);
    const letter = code | 32;
    if (!((code >= 48 && code <= 57) || (letter >= 97 && letter <= 102))) {
      return false;
    }
  }
  return true;
}

function isEmpty(ids: Record<string, string>): boolean {
  return firstOf(ids) === undefined;
}

function firstOf(ids: Record<string, string>): string | undefined {
  for (const key in ids) {
    return ids[key];
  }
  return undefined;
}

const trackingDetails = ['notDetermined', 'restricted', 'denied', 'authorized'];

/** What Kochava wants to know of the device, for installs and events alike. */
export function addDevice(
  data: Fields,
  message: Fields,
  context: Fields,
  device: Fields,
  properties: Fields,
  identity: Identity,
  warnings: Warning[],
): void {
  data.device_ver = versionOf(device.model, identity.osName, fields(context.os).version);
  const address = addressOf(context.ip);
  if (address === undefined) {
    const isMissing = (context.ip ?? '') === '';
    warnings.push({
      code: 'ORIGINATION_IP_LEFT_OUT',
      path: 'message.context.ip',
      message: `origination_ip left out: ${isMissing ? 'the IP address of the device is missing' : 'this is not an IP address'}`,
    });
  } else {
    data.origination_ip = address;
  }
  const { timestamp, originalTimestamp } = message;
  const usertime = epochSeconds(timestamp) ?? epochSeconds(originalTimestamp);
  if (usertime !== undefined) {
    data.usertime = usertime;
  } else if ((timestamp ?? originalTimestamp ?? false) !== false) {
    warnings.push({
      code: 'USERTIME_LEFT_OUT',
      path: 'message.timestamp',
      message: 'usertime left out: no timestamp can be read',
    });
  }
  const appVersion = appVersionOf(fields(context.app).version, properties.version);
  if (appVersion !== undefined) {
    data.app_version = appVersion;
  }
  const isTracked = device.adTrackingEnabled ?? device.ad_tracking_enabled;
  if (typeof isTracked === 'boolean') {
    data.device_limit_tracking = !isTracked;
  }
  if (identity.isApple) {
    data.app_tracking_transparency = transparencyOf(identity, device, isTracked);
  }
}

function versionOf(model: unknown, osName: unknown, osVersion: unknown): string {
  return isScalar(model) && isScalar(osName) && isScalar(osVersion)
    ? `${String(model)}-${String(osName)}-${String(osVersion)}`
    : '';
}

function appVersionOf(ofApp: unknown, ofProperties: unknown): string | undefined {
  const isOfApp = typeof ofApp === 'string' ? ofApp !== '' : typeof ofApp === 'number';
  const version = isOfApp ? ofApp : ofProperties;
  if (typeof version === 'string') {
    return version === '' ? undefined : version;
  }
  return typeof version === 'number' ? String(version) : undefined;
}

function addressOf(value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  if (isIpv4(value)) {
    return value;
  }
  const trimmed = value.trim();
  return trimmed !== '' && hasFormat(trimmed, 'ipv4', 'ipv6') ? trimmed : undefined;
}

/** Four numbers up to 255, without leading zeros, between points. */
function isIpv4(value: string): boolean {
  const { length } = value;
  if (length < 7 || length > 15) {
    return false;
  }
  let parts = 1;
  let digits = 0;
  let part = 0;
  for (let index = 0; index < length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === 46) {
      if (digits === 0) {
        return false;
      }
      parts += 1;
      digits = 0;
      part = 0;
    } else if (code >= 48 && code <= 57 && (digits === 0 || part !== 0)) {
      part = part * 10 + code - 48;
      digits += 1;
      if (part > 255) {
        return false;
      }
    } else {
      return false;
    }
  }
  return parts === 4 && digits > 0;
}

/** App Tracking Transparency, which every Apple device has. */
function transparencyOf({ trackingStatus, ids }: Identity, device: Fields, isTracked: unknown): Fields {
  const transparency: Fields = {
    att: trackingStatus === undefined ? ids.idfa !== undefined && isTracked !== false : trackingStatus === 3,
  };
  if (device.attTime !== undefined) {
    const time = epochSeconds(device.attTime);
    if (time !== undefined) {
      transparency.att_time = time;
    }
  }
  if (device.attDuration !== undefined) {
    const duration = numeric(device.attDuration);
    if (duration !== undefined && duration >= 0) {
      transparency.att_duration = Math.floor(duration);
    }
  }
  if (trackingStatus !== undefined) {
    transparency.att_detail = trackingDetails[trackingStatus];
  }
  return transparency;
}
