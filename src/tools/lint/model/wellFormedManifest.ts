import type { Manifest } from '../../../runtime/destination/manifest';
import { isObject } from '../../../runtime/isObject';

/** The parts of a manifest that are of the kind that they should be; the rest is absent. */
export function wellFormedManifest(value: unknown): Partial<Manifest> {
  if (!isObject(value)) {
    return {};
  }
  const { name, features, hosts, secretHeaders } = value as Partial<Manifest>;
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(isObject(features) ? { features } : {}),
    ...(isTexts(hosts) ? { hosts } : {}),
    ...(isTexts(secretHeaders) ? { secretHeaders } : {}),
  };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
