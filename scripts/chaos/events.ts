import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

export const settings = {
  apiKey: 'kochaos',
  profile: 'kochava',
  enableAuthentication: true,
  authApiKey: 'chaos-key',
  authSecret: 'chaos-secret',
  sendUsers: true,
  linkUsersOnEvents: true,
};

/**
 * Events of `keys` devices, mixed as a source would mix them. The first event of each device is its install, which has
 * a user and so becomes two requests; every body is unique.
 */
export async function writeEvents(file: string, events: number, keys: number): Promise<void> {
  const stream = createWriteStream(file);
  const seen = new Set<number>();
  for (let number = 0; number < events; number += 1) {
    const device = number < keys ? number : Math.floor(Math.random() * keys);
    const isFirst = !seen.has(device);
    seen.add(device);
    if (!stream.write(`${JSON.stringify(createEvent(number, device, isFirst))}\n`)) {
      await once(stream, 'drain');
    }
  }
  stream.end();
  await once(stream, 'close');
}

function createEvent(number: number, device: number, isInstall: boolean): object {
  const id = `8A7B6C5D-1E2F-4A3B-9C8D-${String(device).padStart(12, '0')}`;
  return {
    type: 'track',
    event: isInstall ? 'Application Installed' : 'Level Completed',
    anonymousId: id,
    ...(isInstall && { userId: `user-${String(device)}` }),
    context: {
      device: { id },
      os: { name: 'iOS', version: '17.4.1' },
      ip: '203.0.113.24',
      userAgent: 'Acme/8.2.1',
    },
    properties: { number },
    timestamp: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
  };
}
