import type { RudderServer } from '../../test/io/service/rudderServer/rudderServer';
import { trackEvents } from '../../test/io/service/rudderServer/sampleEvents';
import type { DestinationSetup, SourceEvent, SourceSetup } from '../../test/io/service/rudderServer/setup';
import type { WebhookCall } from '../../test/io/service/rudderServer/webhookSources';
import { largeCalls, makeLargeCall } from './largeCalls';
import { after } from './timeline';

const SLICE = 50;
const DEVICES = 200;
const VENDOR_RETRY_MS = 500;

/** Sends events of sources in turn, spread over a time. @returns the events, when all are processed */
export async function sendEvents(
  host: RudderServer,
  sources: readonly SourceSetup[],
  count: number,
  milliseconds: number,
): Promise<SourceEvent[]> {
  const all: SourceEvent[] = [];
  const taken: Promise<void>[] = [];
  const slices = Math.ceil(count / SLICE);
  for (let slice = 0; slice < slices; slice += 1) {
    const events = trackEvents(Math.min(SLICE, count - all.length), DEVICES, all.length + 1);
    const source = sources[slice % sources.length];
    if (source) {
      taken.push(host.take(source, events));
    }
    all.push(...events);
    await after(milliseconds / slices);
  }
  await Promise.all(taken);
  return all;
}

/** Asks for deletions in turn, spread over a time; resolves when all have ended. */
export async function deleteUsers(
  host: RudderServer,
  destinations: readonly DestinationSetup[],
  count: number,
  milliseconds: number,
): Promise<void> {
  const deletions: Promise<unknown>[] = [];
  for (let number = 0; number < count; number += 1) {
    const destination = destinations[number % destinations.length];
    const idfa = `DE1E7E00-0000-4000-8000-${String(number).padStart(12, '0')}`;
    if (destination) {
      deletions.push(host.regulations.delete(destination, [{ id: `user-${number}`, attributes: { idfa } }]));
    }
    await after(milliseconds / count);
  }
  await Promise.all(deletions);
}

export interface WebhookCounts {
  calls: number;
  /** Calls that the vendor had to make again. */
  repeats: number;
  messages: number;
  /** Calls that were neither taken nor to be made again. */
  refused: number;
}

/** Calls of vendors, each made again until it is taken, as vendors do. */
export async function callWebhooks(
  host: RudderServer,
  rounds: number,
  milliseconds: number,
): Promise<WebhookCounts> {
  const counts = { calls: 0, repeats: 0, messages: 0, refused: 0 };
  const calls: Promise<void>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    calls.push(callUntilTaken(host, [postback(round, 0), postback(round, 1)], counts));
    calls.push(callUntilTaken(host, [shopCall(round)], counts));
    await after(milliseconds / rounds);
  }
  await Promise.all(calls);
  return counts;
}

async function callUntilTaken(
  host: RudderServer,
  calls: readonly WebhookCall[],
  counts: WebhookCounts,
): Promise<void> {
  counts.calls += calls.length;
  for (;;) {
    const results = await host.takeWebhooks(calls);
    if (results.every(({ status }) => status < 500)) {
      counts.messages += results.reduce((sum, { messages }) => sum + messages.length, 0);
      counts.refused += results.filter(({ status }) => status !== 200).length;
      return;
    }
    counts.repeats += calls.length;
    await after(VENDOR_RETRY_MS);
  }
}

function postback(round: number, place: number): WebhookCall {
  const query = { event_name: ['_install'], kochava_device_id: [`device-${round}-${place}`] };
  return { sourceType: 'Kochava', method: 'POST', query, body: '', expected: 'service' };
}

function shopCall(round: number): WebhookCall {
  return {
    sourceType: 'Shop',
    method: 'POST',
    query: {},
    body: JSON.stringify({ order: round }),
    expected: 'upstream',
  };
}

/** Makes each large call until it is answered. @returns their names */
export async function makeLargeCalls(origin: string, host: RudderServer): Promise<string[]> {
  for (const large of largeCalls) {
    while ((await makeLargeCall(origin, large, host.calls)) !== 200) {
      await after(VENDOR_RETRY_MS);
    }
  }
  return largeCalls.map(({ name }) => name);
}
