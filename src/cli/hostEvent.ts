import type { HostEvent } from '../destination/destination';

/**
 * A line of input as a host event. A line is a message, to which the settings of the command line belong, or a
 * host event `{message, destination, metadata}`, whose own settings count when it has any.
 */
export function toHostEvent(value: unknown, config: Record<string, unknown> | undefined): HostEvent {
  const connection = config === undefined ? {} : { Config: config };
  if (!isHostEvent(value)) {
    return { message: value, destination: connection };
  }
  return value.destination?.Config === undefined
    ? { ...value, destination: { ...value.destination, ...connection } }
    : value;
}

function isHostEvent(value: unknown): value is HostEvent {
  return (
    isObject(value) &&
    isObject(value.message) &&
    (isObject(value.destination) || !Object.hasOwn(value, 'type'))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
