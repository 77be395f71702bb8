import { markOf, type DestinationSetup, type SourceEvent } from './setup';

/** Settings with which every request is signed, and an event with a user has two. */
export const signedConfig = {
  apiKey: 'acme-app',
  profile: 'kochava',
  enableAuthentication: true,
  authApiKey: 'acme-key',
  authSecret: 'acme-secret',
  signIdentityLink: true,
  sendUsers: true,
  linkUsersOnEvents: true,
  accountId: '12',
  authenticationKey: 'acme-deletions',
};

export function kochava(changes: Partial<DestinationSetup> = {}): DestinationSetup {
  return {
    id: 'destination-kochava',
    name: 'KOCHAVA',
    config: signedConfig,
    transformAt: 'router',
    usesProxy: true,
    orderThreshold: 0,
    answeredBy: 'service',
    ...changes,
  };
}

export function webhook(changes: Partial<DestinationSetup> = {}): DestinationSetup {
  return {
    id: 'destination-webhook',
    name: 'WEBHOOK',
    config: {},
    transformAt: 'processor',
    usesProxy: false,
    orderThreshold: 0,
    answeredBy: 'upstream',
    ...changes,
  };
}

export function crm(changes: Partial<DestinationSetup> = {}): DestinationSetup {
  return webhook({ id: 'destination-crm', name: 'CRM', transformAt: 'router', ...changes });
}

/** One in this many events has a user of its own, and so becomes two requests to Kochava. */
export const LINK_EACH = 5;

/** Track events of some devices in turn, the first one with the number `from`. */
export function trackEvents(count: number, devices: number, from = 1): SourceEvent[] {
  return Array.from({ length: count }, (_, index) => trackEvent(from + index, (from + index) % devices));
}

function trackEvent(number: number, device: number): SourceEvent {
  const mark = markOf(number);
  const id = `8A7B6C5D-1E2F-4A3B-9C8D-${String(device).padStart(12, '0')}`;
  return {
    type: 'track',
    event: 'Level Completed',
    messageId: mark,
    anonymousId: id,
    ...(number % LINK_EACH === 0 ? { userId: `user-${mark}` } : {}),
    context: {
      device: { id },
      os: { name: 'iOS', version: '17.4.1' },
      ip: '203.0.113.24',
      userAgent: 'Acme/8.2.1 <iPhone> & "others"',
    },
    // Characters that Go, JSON and PHP write in different ways.
    properties: { mark, level: '3 < 4 & 5 > 4', city: 'Zürich / Genève \u2028' },
    timestamp: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
  };
}

/** The device of an event that is in order with the others of its device; those with a user are a key of their own. */
export function deviceOf(events: readonly SourceEvent[]): (mark: string) => string | undefined {
  const devices = new Map(
    events.map(({ messageId, anonymousId, userId }) => [messageId, userId ?? anonymousId]),
  );
  return (mark) => devices.get(mark);
}
