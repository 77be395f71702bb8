import { redact } from '../../../io/delivery/redact';
import type { Plan, PlannedEvent, Reason, SourceLine } from '../../../io/delivery/request';
import type { Destination, HostEvent } from '../../../runtime/destination/destination';
import { parseItem, readEvents, type OpenedInput } from '../../../io/events/readEvents';
import { toHostEvents } from '../../../runtime/destination/hostEvent';

/** The lines of an input for delivery. Each includes its text, because the journal may already contain its result. */
export async function* readLines(
  input: OpenedInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceLine[], void> {
  for await (const items of readEvents(input.stream, { unparsed: true, ...(signal && { signal }) })) {
    yield items.map((item) => {
      const { line } = item;
      if ('error' in item) {
        return { line, text: '', unreadable: { code: item.error.code, message: item.error.message } };
      }
      return { line, text: String(item.value) };
    });
  }
}

/** Converts a line into the requests of its events, or into the reason why there are none. */
export function createPlan(destination: Destination, config: Record<string, unknown>): Plan {
  const planEvent = async (event: HostEvent): Promise<PlannedEvent> => {
    const secrets = secretsOf(event, destination.secretKeys);
    const outcome = await destination.transform(event);
    const requests = outcome.outcome === 'transformed' ? outcome.requests : [];
    const replay = withoutSettings(event);
    if (outcome.outcome !== 'rejected') {
      return { requests, replay, secrets };
    }
    const { code, message } = outcome.error;
    return { requests, replay, secrets, rejected: { code, message: redact(message, secrets) } };
  };
  return async ({ line, text, unreadable }) => {
    if (unreadable) {
      return [unreadableEvent(unreadable)];
    }
    const item = parseItem(text, line);
    if ('error' in item) {
      return [unreadableEvent(item.error)];
    }
    const events = toHostEvents(item.value, config, destination.manifest.batchKey);
    const [only] = events;
    return only && events.length === 1 ? [await planEvent(only)] : Promise.all(events.map(planEvent));
  };
}

/** The line is not JSON, so there is no event to repeat; you can find the line by its number. */
function unreadableEvent({ code, message }: Reason): PlannedEvent {
  return { requests: [], rejected: { code, message }, replay: { message: null }, secrets: [] };
}

function secretsOf({ destination }: HostEvent, keys: readonly string[]): string[] {
  const config = (destination?.Config ?? {}) as Record<string, unknown>;
  return keys.flatMap((key) => {
    const value = Object.hasOwn(config, key) ? config[key] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
}

/**
 * The event in a form that can be delivered again: without its settings, which come from the command line, and
 * without the old reason.
 */
function withoutSettings(event: HostEvent): Record<string, unknown> {
  const connection = Object.entries(event.destination ?? {}).filter(([key]) => key !== 'Config');
  const entries = Object.entries(event).filter(([key]) => key !== 'destination' && key !== 'rejected');
  const kept = connection.length === 0 ? {} : { destination: Object.fromEntries(connection) };
  return { ...Object.fromEntries(entries), ...kept };
}
