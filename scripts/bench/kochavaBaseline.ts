import { join } from 'node:path';
import { fits } from '../../dist/runtime/destination/bindings/fits';
import { wellFormed } from '../../dist/runtime/destination/bindings/wellFormed';
import { isScalar } from '../../dist/runtime/destination/bindings/isScalar';
import { text } from '../../dist/runtime/destination/bindings/text';
import { nodeFiles } from '../../dist/runtime/destination/nodeFiles';
import type { Warning } from '../../dist/runtime/destination/outcome';
import type { Engine } from '../../dist/runtime/workflow/engine';
import { createDeviceWriter } from './kochava/device';
import { createEventWriter } from './kochava/eventWriter';
import { createIdentify, type Identity } from './kochava/identity';
import { consentOf, createInstallWriter } from './kochava/install';
import { caseless, fields, filter, reject, type Fields, type Parts, type Settings } from './kochava/shared';
import { AUTHORIZED } from './kochava/tracking';

/**
 * Kochava's `kochava` profile written by hand, as an engineer would who cares for speed: what the declarative
 * workflow is measured against. It maps tracks, screens and pages to installs, events and updates; it does not read
 * Amplitude's dialect and has no identity links, push tokens or signatures. All other goldens hold for it, as
 * scripts/bench/main.ts checks before it measures.
 */
export function createKochavaBaseline(validateConfig: (config: unknown) => Settings): Engine {
  const tables = join(nodeFiles.packageRoot, 'destinations/kochava/tables');
  const identify = createIdentify(tables);
  const addDevice = createDeviceWriter(tables);
  const addInstall = createInstallWriter(tables);
  const writeEvent = createEventWriter(tables);

  function transform(message: Fields, config: Settings, now: number, warnings: Warning[]): Fields {
    const name = nameOf(message);
    const isInstall = isInstallWanted(message, name, config);
    const context = fields(message.context);
    const device = fields(context.device);
    const properties = fields(message.properties);
    const parts: Parts = { message, context, device, properties, now };
    const identity = identify(parts, config, warnings);
    const { ids, deviceId } = identity;
    const action = isInstall ? 'install' : isUpdate(name, identity, config) ? 'update' : 'event';
    const userAgent = typeof context.userAgent === 'string' ? context.userAgent : '';
    const body: Fields = {
      action,
      kochava_app_id: appIdOf(message, identity, config),
      kochava_device_id: deviceId,
      data: none,
    };
    if (action === 'update') {
      body.data = { idfa: ids.idfa };
      ensureFits(body);
    } else {
      const data: Fields = {
        device_ids: ids,
        device_ua: config.encodeUserAgent === true ? encoded(userAgent) : userAgent,
        device_ver: '',
      };
      body.data = data;
      addDevice(data, parts, identity, warnings);
      if (context.consent !== undefined || config.consentMapping !== undefined) {
        const consent = consentOf(message, context, config, data.origination_ip !== undefined, warnings);
        if (consent) {
          data.gdpr_privacy_consent = consent;
        }
      }
      if (isInstall) {
        if (data.app_version !== undefined) {
          body.app_ver = data.app_version;
        }
        addInstall(data, context, device, identity);
        ensureFits(body);
      } else {
        const characters = writeEvent(data, message, name, properties, config, warnings);
        if (characters + charactersOf(data, identity) > FEW_CHARACTERS) {
          ensureFits(body);
        }
      }
    }
    return {
      version: '1',
      type: 'REST',
      method: 'POST',
      endpoint: 'https://control.kochava.com/track/json',
      headers: userAgent === '' ? { 'User-Agent': 'Unknown' } : {},
      params: {},
      body: { JSON: body, JSON_ARRAY: {}, XML: {}, FORM: {} },
      files: {},
      userId: deviceId === '' ? identity.firstId : deviceId,
    };
  }

  return {
    run(input, now = Date.now()) {
      const { message, destination } = input as { message: unknown; destination?: { Config?: unknown } };
      const config = validateConfig(destination?.Config);
      const warnings: Warning[] = [];
      const output = transform(fields(message), config, now, warnings);
      return { output, outputs: { warnings }, isPlain: true };
    },
  };
}

const none: Fields = {};

const MAXIMUM_BYTES = 2097152;
/** A character takes at most six bytes; the keys and the short texts of the body, far less than the rest. */
const FEW_CHARACTERS = MAXIMUM_BYTES / 6 - 10_000;

/** The name of a track, trimmed and in lower case; empty for a screen or page. */
function nameOf({ type, event }: Fields): string {
  if (type !== 'track') {
    if (type !== 'screen' && type !== 'page') {
      throw reject(
        type
          ? `message type ${text(type)} is not supported`
          : 'message Type is not present. Aborting message.',
      );
    }
    return '';
  }
  const name = caseless(event ?? '');
  if (name === undefined) {
    throw reject('event must be a string');
  }
  if (name === '') {
    throw reject('event is missing: a track needs a name');
  }
  return name;
}

/** Whether the message is an install; a message that must not be sent is filtered out. */
function isInstallWanted(message: Fields, name: string, config: Settings): boolean {
  if (message.integrations !== undefined) {
    const { Kochava: own, All: all } = fields(message.integrations);
    if (own === false) {
      throw filter('integrations.Kochava is false');
    }
    if (all === false && !own) {
      throw filter('integrations.All is false');
    }
  }
  if (name === '') {
    ensureEvents(config);
    if (config.screenEvents === 'off') {
      throw filter('screen and page calls are not sent (config.screenEvents)');
    }
    return false;
  }
  if (config.eventFilteringOption !== undefined) {
    ensureListed((message.event as string).trim(), config);
  }
  if (name === 'install attributed') {
    throw filter('Install Attributed came from Kochava and is not sent back');
  }
  const isInstall = config.installEvents
    ? isAmong(name, config.installEvents)
    : name === 'application installed' || name === '[amplitude] application installed';
  if (!isInstall) {
    ensureEvents(config);
  } else if (config.sendInstalls === false) {
    throw filter('installs are not sent (config.sendInstalls)');
  }
  return isInstall;
}

function ensureEvents(config: Settings): void {
  if (config.sendEvents === false) {
    throw filter('events are not sent (config.sendEvents)');
  }
}

function ensureListed(event: string, config: Settings): void {
  const isWhitelist = config.eventFilteringOption === 'whitelistedEvents';
  if (!isWhitelist && config.eventFilteringOption !== 'blacklistedEvents') {
    return;
  }
  const list = isWhitelist ? (config.whitelistedEvents ?? []) : config.blacklistedEvents;
  if (!Array.isArray(list)) {
    return;
  }
  const isListed = list.some(({ eventName }: { eventName: string }) => eventName.trim() === event);
  if (isListed !== isWhitelist) {
    throw filter(`the event is ${isWhitelist ? 'not ' : ''}in config.${String(config.eventFilteringOption)}`);
  }
}

function isAmong(name: string, list: unknown): boolean {
  for (const { eventName } of list as { eventName: string }[]) {
    if (caseless(eventName) === name) {
      return true;
    }
  }
  return false;
}

/** Whether an event reports a granted IDFA. */
function isUpdate(name: string, { tracking, ids, deviceId }: Identity, config: Settings): boolean {
  return (
    config.idfaUpdateEvents !== undefined &&
    tracking.status === AUTHORIZED &&
    ids.idfa !== undefined &&
    deviceId !== '' &&
    name !== '' &&
    isAmong(name, config.idfaUpdateEvents)
  );
}

function appIdOf({ integrations }: Fields, { family }: Identity, config: Settings): string {
  const own = integrations === undefined ? undefined : fields(fields(integrations).Kochava).appId;
  if (isId(own)) {
    return own;
  }
  const { apiKey } = config;
  const ofFamily =
    family === 'apple' ? config.apiKeyIos : family === 'android' ? config.apiKeyAndroid : undefined;
  if (isId(ofFamily)) {
    return ofFamily;
  }
  if (isId(apiKey)) {
    return apiKey;
  }
  throw reject('no App GUID for this platform: set config.apiKey, config.apiKeyIos or config.apiKeyAndroid');
}

/** Kochava's table asks for URL encoding, its samples have none. Halves of surrogate pairs cannot be encoded. */
function encoded(userAgent: string): string {
  return encodeURIComponent(wellFormed(userAgent) ?? '');
}

function isId(value: unknown): value is string {
  return isScalar(value) && typeof value === 'string';
}

/** How many characters the texts of a body have that may be long, but for the event's own. */
function charactersOf(data: Fields, { ids, deviceId }: Identity): number {
  let sum = deviceId.length + (data.device_ua as string).length + (data.device_ver as string).length;
  for (const key in ids) {
    sum += ids[key]?.length ?? 0;
  }
  if (data.app_version !== undefined) {
    sum += (data.app_version as string).length;
  }
  if (data.gdpr_privacy_consent !== undefined) {
    sum += (data.gdpr_privacy_consent as { tc_string?: string }).tc_string?.length ?? 0;
  }
  return sum;
}

function ensureFits(body: Fields): void {
  if (!fits(body, MAXIMUM_BYTES)) {
    throw reject('the request body is over 2 MB (2,097,152 bytes)');
  }
}
