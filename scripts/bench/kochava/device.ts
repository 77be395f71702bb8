import { hasAddress } from '../../../dist/runtime/destination/bindings/hasAddress';
import { epochSeconds } from '../../../dist/runtime/destination/bindings/epochSeconds';
import { isScalar } from '../../../dist/runtime/destination/bindings/isScalar';
import type { Warning } from '../../../dist/runtime/destination/outcome';
import { addressOf } from './addresses';
import type { Identity } from './identity';
import { fields, type Fields, type Parts } from './shared';
import { createTransparencyWriter } from './tracking';

type AddDevice = (data: Fields, parts: Parts, identity: Identity, warnings: Warning[]) => void;

/** No app has told Kochava anything before 2008. */
const FIRST_SECOND = 1199145600;
const DAY = 86400;

/** What Kochava wants to know of the device, for installs and events alike. */
export function createDeviceWriter(tables: string): AddDevice {
  const transparencyOf = createTransparencyWriter(tables);

  return function addDevice(data, parts, identity, warnings) {
    const { context, device, properties } = parts;
    const { tracking } = identity;
    data.device_ver = versionOf(device.model, identity.osName, fields(context.os).version);
    addAddress(data, context.ip, warnings);
    addUsertime(data, parts, warnings);
    const appVersion = appVersionOf(fields(context.app).version, properties.version);
    if (appVersion !== undefined) {
      data.app_version = appVersion;
    }
    if (tracking.isLimited !== undefined) {
      data.device_limit_tracking = tracking.isLimited;
    }
    if (identity.isApple) {
      data.app_tracking_transparency = transparencyOf(tracking, identity.ids.idfa !== undefined, device);
    }
  };
}

/** model-os-version, from which Kochava reads the OS version; empty unless all three are known. */
function versionOf(model: unknown, osName: unknown, osVersion: unknown): string {
  return isScalar(model) && isScalar(osName) && isScalar(osVersion)
    ? `${String(model)}-${String(osName)}-${String(osVersion)}`
    : '';
}

function addAddress(data: Fields, given: unknown, warnings: Warning[]): void {
  const address = addressOf(given);
  if (address !== undefined) {
    data.origination_ip = address;
    return;
  }
  const reason =
    (given ?? '') === ''
      ? 'the IP address of the device is missing'
      : hasAddress(given)
        ? 'this is not a public IP address'
        : 'this is not an IP address';
  warnings.push({
    code: 'ORIGINATION_IP_LEFT_OUT',
    path: 'message.context.ip',
    message: `origination_ip left out: ${reason}`,
  });
}

function addUsertime(data: Fields, { message, now }: Parts, warnings: Warning[]): void {
  const { timestamp, originalTimestamp } = message;
  const usertime = epochSeconds(timestamp) ?? epochSeconds(originalTimestamp);
  if (usertime === undefined) {
    if ((timestamp ?? originalTimestamp ?? false) !== false) {
      warnings.push({
        code: 'USERTIME_LEFT_OUT',
        path: 'message.timestamp',
        message: 'usertime left out: no timestamp can be read',
      });
    }
    return;
  }
  data.usertime = usertime;
  const isEarly = usertime < FIRST_SECOND;
  if (isEarly || usertime > Math.floor(now / 1000) + DAY) {
    warnings.push({
      code: 'USERTIME_ODD',
      path: 'message.timestamp',
      message: `usertime is ${isEarly ? 'before 2008' : 'more than a day ahead'}: check the clock of the device`,
    });
  }
}

/** The app's own version, else the one among the properties. */
function appVersionOf(ofApp: unknown, ofProperties: unknown): string | undefined {
  const isOfApp = typeof ofApp === 'string' ? ofApp !== '' : typeof ofApp === 'number';
  const version = isOfApp ? ofApp : ofProperties;
  if (typeof version === 'string') {
    return version === '' ? undefined : version;
  }
  return typeof version === 'number' ? String(version) : undefined;
}
