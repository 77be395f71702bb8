import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

export const settings = {
  apiKey: 'kochaos',
  profile: 'kochava',
  sendUsers: true,
  linkUsersOnEvents: true,
};

/**
 * Events of so many devices, mixed as a source would mix them. Each device's first one is its install, which carries a
 * user and so becomes two requests; every body is unlike all others.
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
