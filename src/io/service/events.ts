import type { HostEvent } from '../../runtime/destination/destination';
import { createError } from '../../runtime/errors/destkitError';
import type { Call } from './call';
import { expand, isCompacted } from './compaction';
import { fillIn } from './dynamicConfig';
import { SharedSettings } from './sharedSettings';

/** An event as a host sends it; a value that is not an object stays unchanged. */
export type ReceivedEvent = Partial<HostEvent> | null;

/**
 * The events of a call, each with its destination and with placeholders in its settings replaced.
 *
 * @param list the events, if the body is not compacted
 * @throws CALL_INVALID for a body without events
 */
export function readEvents(call: Call, list: unknown): ReceivedEvent[] {
  const events = isCompacted(call.headers) ? expand(call.body) : list;
  if (!Array.isArray(events)) {
    throw createError('CALL_INVALID', { problem: 'it has no array of events' });
  }
  if (events.length === 0) {
    throw createError('CALL_INVALID', { problem: 'its array of events is empty' });
  }
  const given = new SharedSettings();
  const filled = new SharedSettings();
  return (events as ReceivedEvent[]).map((event) => prepare(event, given, filled));
}

/**
 * @param given the settings as they are received
 * @param filled the settings with placeholders replaced
 */
function prepare(event: ReceivedEvent, given: SharedSettings, filled: SharedSettings): ReceivedEvent {
  const destination = event?.destination;
  if (!isObject(destination) || !isObject(destination.Config)) {
    return event;
  }
  const settings = given.share(destination.Config);
  if (given.hasPlaceholders && destination.hasDynamicConfig !== false) {
    const Config = filled.share(fillIn(settings, event?.message));
    // In a compacted call, events share their destination, so it is copied instead of modified.
    return { ...event, destination: { ...destination, Config } };
  }
  destination.Config = settings;
  return event;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
