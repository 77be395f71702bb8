import { valueAt } from '../../../dist/runtime/destination/bindings/valueAt';
import { epochSeconds } from '../../../dist/runtime/destination/bindings/epochSeconds';
import { isScalar } from '../../../dist/runtime/destination/bindings/isScalar';
import { text } from '../../../dist/runtime/destination/bindings/text';
import type { Warning } from '../../../dist/runtime/destination/outcome';
import { setOwn } from '../../../dist/runtime/jsonata/runtime/objects';
import type { Identity } from './identity';
import { caseless, fields, readMap, type Fields, type Settings } from './shared';

/** Consent under the Digital Markets Act. */
export function consentOf(
  message: Fields,
  context: Fields,
  config: Settings,
  hasAddress: boolean,
  warnings: Warning[],
): Fields | undefined {
  const own = fields(context.consent);
  const mapping = fields(config.consentMapping);
  const applies = mapped(message, mapping.gdprApplies) ?? own.gdprApplies ?? own.gdpr_applies;
  const tcString = mapped(message, mapping.tcString) ?? own.tcString ?? own.tc_string;
  const userData = mapped(message, mapping.adUserData) ?? own.adUserData ?? own.ad_user_data;
  const personal =
    mapped(message, mapping.adPersonalization) ?? own.adPersonalization ?? own.ad_personalization;
  if (applies === undefined && tcString === undefined && userData === undefined && personal === undefined) {
    return undefined;
  }
  const consent: Fields = {};
  setFlag(consent, 'gdpr_applies', applies);
  if (typeof tcString === 'string' && tcString.trim() !== '') {
    consent.tc_string = tcString;
  }
  setFlag(consent, 'ad_user_data', userData);
  setFlag(consent, 'ad_personalization', personal);
  const isSaid =
    consent.tc_string !== undefined ||
    (consent.ad_user_data !== undefined && consent.ad_personalization !== undefined);
  if (isSaid && (hasAddress || consent.gdpr_applies !== undefined)) {
    return consent;
  }
  warnings.push({
    code: 'CONSENT_LEFT_OUT',
    path: 'message.context.consent',
    message:
      'gdpr_privacy_consent left out: it takes the TC string or both flags (ad_user_data, ad_personalization), and ' +
      'gdpr_applies when no IP address is sent',
  });
  return undefined;
}

/** The value at the configured path, or whether the user consented to the category there. */
function mapped(message: Fields, from: unknown): unknown {
  if (from === undefined || typeof from === 'string') {
    return from === undefined ? undefined : valueAt(message, from);
  }
  const { path, category } = from as { path: string; category: string };
  const list = valueAt(message, path);
  if (Array.isArray(list)) {
    return list.includes(category);
  }
  const categories = fields(list);
  const { allowedConsentIds: allowed, deniedConsentIds: denied } = categories;
  if (allowed === undefined && denied === undefined) {
    return Object.hasOwn(categories, category) ? categories[category] : undefined;
  }
  return isIn(category, allowed) ? true : isIn(category, denied) ? false : undefined;
}

function isIn(category: string, list: unknown): boolean {
  return Array.isArray(list) ? list.includes(category) : list === category;
}

function setFlag(consent: Fields, key: string, value: unknown): void {
  const flag = flagOf(value);
  if (flag !== undefined) {
    consent[key] = flag;
  }
}

function flagOf(value: unknown): 0 | 1 | undefined {
  if (typeof value === 'boolean') {
    return value ? 1 : 0;
  }
  const written = value === undefined ? '' : text(value).trim().toLowerCase();
  return written === '1' || written === 'true' ? 1 : written === '0' || written === 'false' ? 0 : undefined;
}

/** What only installs carry. */
export function createInstallWriter(tables: string) {
  const iadFields = [...readMap<string[]>(tables, 'iadFields')];

  /** Apple Search Ads as Segment's library reports them in context.campaign. */
  function claimOf(campaign: Fields): Fields | undefined {
    if (caseless(campaign.provider) !== 'apple' && caseless(campaign.source) !== 'iad') {
      return undefined;
    }
    const claim: Fields = { 'iad-attribution': 'true' };
    for (const [key, [source = '']] of iadFields) {
      const value = campaign[source];
      if (isScalar(value)) {
        claim[key] = String(value);
      }
    }
    return claim;
  }

  return function addInstall(data: Fields, context: Fields, device: Fields, { family }: Identity): void {
    if (family === 'apple') {
      const token = device.adServicesToken;
      if (typeof token === 'string' && token !== '') {
        data.ad_services_token = token;
      }
      const details = scalarsOf(fields(context.adservices));
      if (details) {
        data.adservices_attribution_details = details;
      }
      const claim = claimOf(fields(context.campaign));
      if (claim) {
        data.iad_attribution_details = { 'Version3.1': claim };
      }
    } else if (family === 'android') {
      const { referrer, clickTime } = fields(context.installReferrer);
      if (typeof referrer === 'string' && referrer !== '') {
        const time = epochSeconds(clickTime);
        data.install_referrer = time === undefined ? { referrer } : { referrer, referrer_click_time: time };
      }
    }
  };
}

function scalarsOf(source: Fields): Fields | undefined {
  let scalars: Fields | undefined;
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      scalars ??= {};
      setOwn(scalars, key, value);
    }
  }
  return scalars;
}
