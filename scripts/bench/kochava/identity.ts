import { valueAt } from '../../../dist/runtime/destination/bindings/valueAt';
import type { Warning } from '../../../dist/runtime/destination/outcome';
import { allowedIds, findIds, firstOf, mapIds, renamedIds, usable, type Ids } from './ids';
import { fields, reject, type Fields, type Parts, type Settings } from './shared';
import { createSystemReader, type System } from './systems';
import { createTrackingReader, type Tracking } from './tracking';

/** Whose device it is. */
export interface Identity {
  family: System['family'];
  /** As Kochava spells it, where the system is known. */
  osName: unknown;
  isApple: boolean;
  tracking: Tracking;
  deviceId: string;
  ids: Ids;
  firstId: string;
}

type Identify = (parts: Parts, config: Settings, warnings: Warning[]) => Identity;

export function createIdentify(tables: string): Identify {
  const readSystem = createSystemReader(tables);
  const readTracking = createTrackingReader(tables);

  return function identify({ message, context, device }, config, warnings) {
    const system = readSystem(context, device);
    const family = system?.family;
    const ownId = usable(device.id);
    const found = findIds(system, device, ownId);
    const mapping = config.identifierMapping as Record<string, string> | undefined;
    const mapped = mapping ? mapIds(found, message, mapping) : found;
    if (!system && firstOf(mapped) === undefined) {
      throw reject(
        'unknown platform: context.os.name, context.device.type, the library and the user agent do not name one, ' +
          'and there is no explicit device identifier',
      );
    }
    const tracking = readTracking(device);
    const allowed = allowedIds(mapped, device.id, tracking);
    const names = config.identifierKeys as Record<string, string> | undefined;
    const ids = names ? renamedIds(allowed, names) : allowed;
    const firstId = firstOf(ids);
    if (firstId === undefined) {
      throw reject(`no device identifier left: ${demandOf(system)}`);
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
      osName: system ? system.name : fields(context.os).name,
      isApple: family === 'apple' || (!family && (found.idfa !== undefined || found.idfv !== undefined)),
      tracking,
      deviceId: sdkId(message, config) ?? ownId ?? usable(message.anonymousId) ?? '',
      ids,
      firstId,
    };
  };
}

/** What a message without any id lacks. */
function demandOf(system: System | undefined): string {
  if (!system || system.family) {
    return 'one of idfa, idfv, adid, android_id is required';
  }
  return system.advertisingId
    ? `${system.advertisingId} is required`
    : `Kochava has no advertising id for ${system.name}, so name a field that holds an identifier in ` +
        'config.identifierMapping';
}

/** The device id of Kochava's own SDK, for apps that have that SDK too. */
function sdkId(message: Fields, config: Settings): string | undefined {
  const { integrations } = message;
  const own = integrations === undefined ? undefined : fields(fields(integrations).Kochava).deviceId;
  const path = config.kochavaDeviceIdPath;
  return usable(own) ?? (path === undefined ? undefined : usable(valueAt(message, path)));
}
