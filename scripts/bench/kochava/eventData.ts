import { firstMatching, json } from '../../../dist/destination/bindings/texts';
import { isScalar, numeric } from '../../../dist/destination/bindings/values';
import type { Warning } from '../../../dist/destination/outcome';
import { setOwn } from '../../../dist/jsonata/runtime/objects';
import { readEvents, rowMaker, type EventRow } from './events';
import { productsOf, productValue } from './products';
import { caseless, type Fields, type Settings } from './shared';

type WriteEvent = (
  data: Fields,
  message: Fields,
  name: string,
  properties: Fields,
  config: Settings,
  warnings: Warning[],
) => number;

const NUMBER_LENGTH = 25;
const MOST_PARAMETERS = 16;

export function createEventWriter(tables: string): WriteEvent {
  const createRow = rowMaker();
  const { known, standard } = readEvents(tables, createRow);
  const otherRow = createRow({}, undefined, false);
  const screenRow = createRow({ name: ['name'], uri: ['url', 'uri'] }, undefined, true);

  return function writeEvent(data, message, name, properties, config, warnings) {
    data.currency = currencyOf(properties.currency, config.defaultCurrency);
    let eventName: string;
    let contentType: string | undefined;
    let title: string | undefined;
    let row = otherRow;
    if (name === '') {
      const type = message.type as string;
      title = titleOf(properties.name) ?? titleOf(message.name);
      if (config.screenEvents === 'named') {
        eventName = title === undefined ? `${type} view` : `${type} view ${title}`;
        title = undefined;
      } else {
        eventName = 'View';
        contentType = type;
        row = screenRow;
      }
    } else {
      const mapped = config.eventNameMapping ? ownName(name, config.eventNameMapping) : undefined;
      const event = mapped === undefined ? known.get(name) : standard.get(mapped.trim().toLowerCase());
      eventName = event?.name ?? mapped ?? (message.event as string);
      if (event) {
        ({ contentType, row } = event);
      }
    }
    data.event_name = eventName;
    const chosen = config.eventProperties;
    const selected =
      Array.isArray(chosen) && !chosen.includes('*') ? select(properties, chosen as string[]) : properties;
    const characters = writeData(data, row, contentType, title, selected, config, warnings);
    return eventName.length + characters;
  };
}

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

function currencyOf(given: unknown, usual: unknown): string {
  const isUsual = typeof given === 'string' && given.length === 3;
  if (isUsual && isCapital(given, 0) && isCapital(given, 1) && isCapital(given, 2)) {
    return given;
  }
  return (firstMatching('^\\s*[A-Za-z]{3}\\s*$', given, usual) ?? 'USD').trim().toUpperCase();
}

function isCapital(written: string, index: number): boolean {
  const code = written.charCodeAt(index);
  return code >= 65 && code <= 90;
}

/** Which property each parameter was taken from; it is used anew for each event. */
const takenFrom: (string | undefined)[] = [];

/** Writes event_data and gives how many characters it has at the most. */
function writeData(
  data: Fields,
  row: EventRow,
  contentType: string | undefined,
  title: string | undefined,
  properties: Fields,
  config: Settings,
  warnings: Warning[],
): number {
  const values: Fields = {};
  let count = 0;
  let characters = 0;
  const products =
    row.hasProducts && Array.isArray(properties.products) ? productsOf(properties.products) : undefined;
  if (contentType !== undefined) {
    values.content_type = contentType;
    count += 1;
  }

  const { parameters, roles } = row;
  for (const { index, key, sources, isNumber } of parameters) {
    let from: string | undefined;
    let value: unknown;
    if (title !== undefined && key === 'name') {
      from = key;
      value = title;
    } else {
      for (const source of sources) {
        value = properties[source];
        if (isScalar(value)) {
          from = source;
          break;
        }
      }
      if (from === undefined && products && properties[key] === undefined) {
        value = productValue(products, key);
        if (value !== undefined) {
          from = key;
        }
      }
    }
    takenFrom[index] = from;
    if (from !== undefined) {
      values[key] = isNumber && typeof value === 'string' ? (numeric(value) ?? value) : value;
      count += 1;
      characters += typeof value === 'string' ? value.length : NUMBER_LENGTH;
    }
  }

  let amountFrom: string | undefined;
  let hasOwnKeys = false;
  if (row.amounts.length > 0) {
    let amount: number | undefined;
    for (const source of row.amounts) {
      amount = numeric(properties[source]);
      if (amount !== undefined) {
        amountFrom = source;
        break;
      }
    }
    if (amount === undefined) {
      amount = row.isOrder ? products?.total : numeric(products?.price);
    } else if (row.isOrder && amountFrom === 'price') {
      amount *= numeric(properties.quantity) ?? 1;
    }
    if (amount !== undefined) {
      if (!row.isOrder) {
        values.price = amount;
        count += 1;
      } else if (Array.isArray(config.revenueKeys)) {
        hasOwnKeys = true;
        for (const key of config.revenueKeys as string[]) {
          values[key] = amount;
        }
        count += config.revenueKeys.length;
      } else {
        values.price = amount;
        values.sum = amount;
        count += 2;
      }
    }
  }
  if (products?.quantity !== undefined && properties.quantity === undefined) {
    // An event without this parameter has it before its other properties.
    values.quantity ??= numeric(products.quantity) ?? products.quantity;
    count += 1;
  }

  const isText = config.nestedProperties === 'json';
  const isRenamed = config.renameReserved === true;
  for (const key in properties) {
    let value = properties[key];
    let target = key;
    const role = roles.get(key);
    if (role) {
      const { parameter } = role;
      if (parameter >= 0 && takenFrom[parameter] === key) {
        continue;
      }
      if (role.isReserved) {
        if (value === null || value === '') {
          continue;
        }
        if (!isRenamed) {
          warnings.push(reservedProperty(key));
          continue;
        }
        target = `property_${key}`;
      } else if (role.isCurrency || (role.isAmount && key === amountFrom)) {
        continue;
      }
    }
    if (typeof value === 'object') {
      if (value === null || (products !== undefined && key === 'products')) {
        continue;
      }
      if (!isText) {
        warnings.push(nestedProperty(key));
        continue;
      }
      value = json(value);
    } else if (
      typeof value === 'string' ? value === '' : !Number.isFinite(value) && typeof value === 'number'
    ) {
      continue;
    }
    if (hasOwnKeys && (config.revenueKeys as string[]).includes(target)) {
      continue;
    }
    if (role) {
      if (role.isStandard && values[key] !== undefined) {
        continue;
      }
      if (role.isNumber && typeof value === 'string') {
        value = numeric(value) ?? value;
      }
      if (key === '__proto__') {
        setOwn(values, key, value);
        count += 1;
        continue;
      }
    }
    values[target] = value;
    count += 1;
    characters += target.length + (typeof value === 'string' ? value.length : NUMBER_LENGTH);
  }

  if (count > 0) {
    data.event_data = count > MOST_PARAMETERS ? firstParameters(values, warnings) : values;
  }
  return characters;
}

/** The first 16, with a warning that names the others. */
function firstParameters(values: Fields, warnings: Warning[]): Fields {
  const keys = Object.keys(values);
  if (keys.length <= MOST_PARAMETERS) {
    return values;
  }
  const kept: Fields = {};
  for (const key of keys.slice(0, MOST_PARAMETERS)) {
    setOwn(kept, key, values[key]);
  }
  warnings.push({
    code: 'TOO_MANY_PARAMETERS',
    path: 'message.properties',
    message: `left out of event_data, which takes at most 16 parameters: ${keys.slice(MOST_PARAMETERS).join(', ')}`,
  });
  return kept;
}

function reservedProperty(key: string): Warning {
  return {
    code: 'RESERVED_PROPERTY',
    path: `message.properties.${key}`,
    message: `left out of event_data: Kochava reserves this key (config.renameReserved sends it as property_${key})`,
  };
}

function nestedProperty(key: string): Warning {
  return {
    code: 'NESTED_PROPERTY',
    path: `message.properties.${key}`,
    message:
      'left out of event_data: nested values are not sent (config.nestedProperties: json sends them as text)',
  };
}
