import { firstMatching } from '../../../dist/runtime/destination/bindings/firstMatching';
import type { Warning } from '../../../dist/runtime/destination/outcome';
import { setOwn } from '../../../dist/runtime/jsonata/runtime/objects';
import { createDataWriter } from './eventData';
import { readEvents, type Occurrence } from './events';
import { unreadableCurrency } from './eventWarnings';
import { caseless, isFilled, type Fields, type Settings } from './shared';

type WriteEvent = (
  data: Fields,
  message: Fields,
  name: string,
  properties: Fields,
  config: Settings,
  warnings: Warning[],
) => number;

/** Writes what happened, and gives how many characters that has at the most. */
export function createEventWriter(tables: string): WriteEvent {
  const { standard, known, otherRow, customRow, screenRow } = readEvents(tables);
  const writeData = createDataWriter(tables);

  function screenOf(message: Fields, properties: Fields, config: Settings): Occurrence {
    const type = message.type as string;
    const title = titleOf(properties.name) ?? titleOf(message.name);
    if (config.screenEvents === 'named') {
      const name = title === undefined ? `${type} view` : `${type} view ${title}`;
      return { name, contentType: undefined, title: undefined, row: otherRow };
    }
    return { name: 'View', contentType: type, title, row: screenRow };
  }

  function trackOf(message: Fields, name: string, config: Settings): Occurrence {
    const mapped = config.eventNameMapping ? ownName(name, config.eventNameMapping) : undefined;
    const event = mapped === undefined ? known.get(name) : standard.get(mapped.trim().toLowerCase());
    if (event) {
      return { name: event.name, contentType: event.contentType, title: undefined, row: event.row };
    }
    const row = config.customEventRevenue === true ? customRow : otherRow;
    return { name: mapped ?? (message.event as string), contentType: undefined, title: undefined, row };
  }

  return function writeEvent(data, message, name, properties, config, warnings) {
    const occurrence = name === '' ? screenOf(message, properties, config) : trackOf(message, name, config);
    const currency = currencyOf(properties.currency, config.defaultCurrency, warnings);
    data.event_name = occurrence.name;
    data.currency = currency;
    const chosen = config.eventProperties;
    const selected =
      Array.isArray(chosen) && !chosen.includes('*') ? select(properties, chosen as string[]) : properties;
    return occurrence.name.length + writeData(data, occurrence, selected, currency, config, warnings);
  };
}

/** The connection's own name for an event. */
function ownName(name: string, mapping: unknown): string | undefined {
  for (const { from, to } of mapping as { from: string; to: string }[]) {
    if (caseless(from) === name) {
      return to;
    }
  }
  return undefined;
}

function titleOf(name: unknown): string | undefined {
  return typeof name === 'string' && name.trim() !== '' ? name : undefined;
}

function select(properties: Fields, chosen: readonly string[]): Fields {
  const selected: Fields = {};
  for (const key of Object.keys(properties)) {
    if (chosen.includes(key)) {
      setOwn(selected, key, properties[key]);
    }
  }
  return selected;
}

/** Three capital letters: the event's own currency, else the usual one, with a warning where the event has something. */
function currencyOf(given: unknown, usual: unknown, warnings: Warning[]): string {
  if (isCode(given)) {
    return given;
  }
  const own = given === undefined ? undefined : firstMatching('^\\s*[A-Za-z]{3}\\s*$', given);
  const currency = (own ?? (typeof usual === 'string' ? usual : 'USD')).trim().toUpperCase();
  if (own === undefined && isFilled(given)) {
    warnings.push(unreadableCurrency(given, currency));
  }
  return currency;
}

/** Whether it is three capital letters already, as it mostly is. */
function isCode(given: unknown): given is string {
  return (
    typeof given === 'string' &&
    given.length === 3 &&
    isCapital(given, 0) &&
    isCapital(given, 1) &&
    isCapital(given, 2)
  );
}

function isCapital(written: string, index: number): boolean {
  const code = written.charCodeAt(index);
  return code >= 65 && code <= 90;
}
