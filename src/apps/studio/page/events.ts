import type { SelectedEvent } from '../worker/messages';
import { isObject } from '../../../runtime/isObject';
import { jsonOr } from '../../../runtime/jsonOr';

type Settings = Record<string, unknown>;

/** The label of a line in a list of events. */
export function labelOf(line: string): string {
  try {
    const value = JSON.parse(line) as Record<string, unknown>;
    const message = isObject(value.message) ? value.message : value;
    const kind = [message.type, message.event_type, message.event, message.name].filter(
      (part) => typeof part === 'string',
    );
    return kind.join(' · ') || 'an event without a type';
  } catch {
    return 'not JSON';
  }
}

/** The line as it is shown in the editor. */
export function pretty(line: string): string {
  const value = jsonOr(line);
  return value === undefined ? line : JSON.stringify(value, null, 2);
}

/** The settings inside the event; undefined if it has none. */
export function ownSettings({ feature, text }: SelectedEvent): Settings | undefined {
  const destination = feature === 'processor' ? destinationOf(jsonOr(text)) : undefined;
  return isObject(destination?.Config) ? destination.Config : undefined;
}

/** The same event with other settings. */
export function withSettings(text: string, settings: Settings): string {
  const value = jsonOr(text);
  const destination = destinationOf(value);
  return isObject(value) && destination
    ? JSON.stringify({ ...value, destination: { ...destination, Config: settings } }, null, 2)
    : text;
}

function destinationOf(value: unknown): Settings | undefined {
  return isObject(value) && isObject(value.destination) ? value.destination : undefined;
}
