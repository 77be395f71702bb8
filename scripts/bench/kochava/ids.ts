import { valueAt } from '../../../dist/runtime/destination/bindings/valueAt';
import { caseless, type Fields } from './shared';
import type { System } from './systems';
import { AUTHORIZED, type Tracking } from './tracking';

/** Identifiers of a device by Kochava's keys. */
export type Ids = Record<string, string>;

/** Those that a device may have under its own name, in the order in which they are sent. */
const explicitNames = [
  'idfa',
  'idfv',
  'adid',
  'android_id',
  'oaid',
  'fire_adid',
  'rida',
  'tifa',
  'lgudid',
  'vida',
];

/** The ids that the system has; all explicit ones where it is not known or has neither Apple's nor Android's. */
export function findIds(system: System | undefined, device: Fields, ownId: string | undefined): Ids {
  if (system?.family === 'apple') {
    return appleIds(device, ownId);
  }
  return system?.family === 'android'
    ? androidIds(system.advertisingId ?? 'adid', device, ownId)
    : explicitIds(system?.advertisingId, device);
}

function appleIds(device: Fields, ownId: string | undefined): Ids {
  const idfa = usable(device.idfa) ?? advertisingId(device);
  const idfv = usable(device.idfv) ?? ownId;
  if (idfa === undefined) {
    return idfv === undefined ? {} : { idfv };
  }
  return idfv === undefined ? { idfa } : { idfa, idfv };
}

/** Amazon's and Huawei's devices have an advertising id in place of Google's. */
function androidIds(key: string, device: Fields, ownId: string | undefined): Ids {
  const isGoogle = key === 'adid';
  const ids: Ids = {};
  setId(
    ids,
    key,
    usable(device[key]) ?? advertisingId(device) ?? (isGoogle ? undefined : usable(device.adid)),
  );
  setId(ids, 'android_id', androidId(device) ?? (ownId !== undefined && isHexId(ownId) ? ownId : undefined));
  if (isGoogle && device.oaid !== undefined) {
    setId(ids, 'oaid', usable(device.oaid));
  }
  return ids;
}

function explicitIds(key: string | undefined, device: Fields): Ids {
  const ids: Ids = {};
  if (key !== undefined) {
    setId(ids, key, advertisingId(device));
  }
  for (const name of explicitNames) {
    setId(ids, name, name === 'android_id' ? androidId(device) : usable(device[name]));
  }
  return ids;
}

/** The connection's own paths to ids, which override and add. */
export function mapIds(found: Ids, message: Fields, mapping: Readonly<Record<string, string>>): Ids {
  const ids = { ...found };
  for (const key of Object.keys(mapping)) {
    setId(ids, key, usable(valueAt(message, mapping[key])));
  }
  return ids;
}

/**
 * Without the advertising ids that do not go out: Apple's where the user has not allowed it, and one that is the vendor's
 * or the Android id, which libraries fill in where there is no advertising id.
 */
export function allowedIds(ids: Ids, deviceId: unknown, tracking: Tracking): Ids {
  const keepsIdfa = ids.idfa !== undefined && (isRefused(tracking) || isVendors(ids, deviceId));
  const keepsAdid = ids.adid !== undefined && caseless(ids.adid) === caseless(ids.android_id);
  if (!keepsIdfa && !keepsAdid) {
    return ids;
  }
  const others: Ids = {};
  for (const key in ids) {
    if (!(keepsIdfa && key === 'idfa') && !(keepsAdid && key === 'adid')) {
      setId(others, key, ids[key]);
    }
  }
  return others;
}

function isRefused({ status, isLimited }: Tracking): boolean {
  return status === undefined ? isLimited === true : status !== AUTHORIZED;
}

function isVendors({ idfa, idfv }: Ids, deviceId: unknown): boolean {
  const lower = caseless(idfa);
  // The vendor's id is mostly the device's, which need not be compared twice.
  return lower === caseless(idfv) || (deviceId !== idfv && lower === caseless(deviceId));
}

/** Under the connection's own names, where it has any. */
export function renamedIds(ids: Ids, names: Readonly<Record<string, string>>): Ids {
  const renamed: Ids = {};
  for (const key in ids) {
    setId(renamed, Object.hasOwn(names, key) ? (names[key] ?? key) : key, ids[key]);
  }
  return renamed;
}

export function firstOf(ids: Ids): string | undefined {
  for (const key in ids) {
    return ids[key];
  }
  return undefined;
}

/** The id, unless there is nothing in it: one of zeros stands for tracking that is limited. */
export function usable(value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const start = value.charCodeAt(0);
  return (start > 48 && start < 128) || /[^0\s-]/u.test(value) ? value : undefined;
}

function advertisingId(device: Fields): string | undefined {
  return usable(device.advertisingId) ?? usable(device.advertising_id);
}

function androidId(device: Fields): string | undefined {
  return usable(device.androidId) ?? usable(device.android_id);
}

/** Whether it is 8 to 16 hexadecimal digits, as Android's ids are. */
function isHexId(id: string): boolean {
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

function setId(ids: Ids, key: string, id: string | undefined): void {
  if (id !== undefined) {
    ids[key] = id;
  }
}
