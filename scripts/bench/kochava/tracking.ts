import { epochSeconds } from '../../../dist/runtime/destination/bindings/epochSeconds';
import { numeric } from '../../../dist/runtime/destination/bindings/numeric';
import { readMap, type Fields } from './shared';

/** Apple's number for a user who allows tracking. */
export const AUTHORIZED = 3;
/** An unknown status, which authorises nothing. */
const UNKNOWN = 9;

/** What the device reports about tracking; undefined where it reports nothing. */
export interface Tracking {
  status: number | undefined;
  isLimited: boolean | undefined;
}

export function createTrackingReader(tables: string): (device: Fields) => Tracking {
  const statuses = readMap<number>(tables, 'trackingStatuses');

  /** Libraries send the status as a number, as text or by name. */
  function statusOf(given: unknown): number | undefined {
    if (typeof given === 'number') {
      return statuses.get(String(given)) ?? UNKNOWN;
    }
    if (typeof given === 'string') {
      const lower = given.trim().toLowerCase();
      return lower === ''
        ? undefined
        : (statuses.get(lower) ?? statuses.get(lower.replace(/[^a-z]/g, '')) ?? UNKNOWN);
    }
    return given === false ? UNKNOWN : undefined;
  }

  /** Where two names disagree, a refusal counts, then an unknown word. */
  function stricter(first: number | undefined, given: unknown): number | undefined {
    if (given === undefined) {
      return first;
    }
    const second = statusOf(given);
    if (first === undefined || second === undefined) {
      return first ?? second;
    }
    const isFirst = first < AUTHORIZED || (second >= AUTHORIZED && (first === UNKNOWN || second !== UNKNOWN));
    return isFirst ? first : second;
  }

  return function readTracking(device) {
    // Each name is read by itself, which is faster than a loop over the names.
    let status = statusOf(device.attTrackingStatus);
    status = stricter(status, device.att_tracking_status);
    status = stricter(status, device.trackingStatus);
    status = stricter(status, device.tracking_status);
    status = stricter(status, device.attStatus);
    status = stricter(status, device.att_status);
    const isEnabled = device.adTrackingEnabled ?? device.ad_tracking_enabled;
    return { status, isLimited: typeof isEnabled === 'boolean' ? !isEnabled : undefined };
  };
}

/** App Tracking Transparency. Kochava drops an IDFA that comes without it, so every Apple device has one. */
export function createTransparencyWriter(tables: string) {
  const details = [...readMap<string>(tables, 'trackingDetails').values()];

  return function transparencyOf({ status, isLimited }: Tracking, hasIdfa: boolean, device: Fields): Fields {
    const transparency: Fields = {
      att: status === undefined ? hasIdfa && isLimited !== true : status === AUTHORIZED,
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
    if (status !== undefined && status !== UNKNOWN) {
      transparency.att_detail = details[status];
    }
    return transparency;
  };
}
