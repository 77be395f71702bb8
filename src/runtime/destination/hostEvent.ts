import type { HostEvent } from './destination';
import { isObject } from '../isObject';

/**
 * Converts a line of input into host events. A line is a message, which gets the settings of the command line, or a
 * host event `{message, destination, metadata}`, whose own settings take precedence. If a message contains an array
 * of events under the destination's `batchKey`, each of them becomes an event.
 */
export function toHostEvents(
  value: unknown,
  config: Record<string, unknown> | undefined,
  batchKey: string | undefined,
): HostEvent[] {
  const event = toHostEvent(value, config);
  const list = batchKey === undefined ? undefined : batchOf(event.message, batchKey);
  return list ? list.map((message) => ({ ...event, message })) : [event];
}

function toHostEvent(value: unknown, config: Record<string, unknown> | undefined): HostEvent {
  const connection = config === undefined ? {} : { Config: config };
  if (!isHostEvent(value)) {
    return { message: value, destination: connection };
  }
  return value.destination?.Config === undefined
    ? { ...value, destination: { ...value.destination, ...connection } }
    : value;
}

/** A single message has a type; any other object with an array of events is a batch. */
function batchOf(message: unknown, batchKey: string): unknown[] | undefined {
  if (!isObject(message) || Object.hasOwn(message, 'type') || !Object.hasOwn(message, batchKey)) {
    return undefined;
  }
  const list = message[batchKey];
  return Array.isArray(list) ? list : undefined;
}

function isHostEvent(value: unknown): value is HostEvent {
  return (
    isObject(value) &&
    isObject(value.message) &&
    (isObject(value.destination) || !Object.hasOwn(value, 'type'))
  );
}
