import { json } from '../../../dist/runtime/destination/bindings/json';
import { isScalar } from '../../../dist/runtime/destination/bindings/isScalar';
import { numeric } from '../../../dist/runtime/destination/bindings/numeric';
import type { Warning } from '../../../dist/runtime/destination/outcome';
import { setOwn } from '../../../dist/runtime/jsonata/runtime/objects';
import type { EventRow, Occurrence } from './events';
import {
  addInexactNumbers,
  nestedProperty,
  reservedProperty,
  tooManyParameters,
  unreadableAmount,
} from './eventWarnings';
import { createMoneyReader, type Money } from './money';
import { productsOf, productValue, type Products } from './products';
import type { Fields, Settings } from './shared';

type WriteData = (
  data: Fields,
  occurrence: Occurrence,
  properties: Fields,
  currency: string,
  config: Settings,
  warnings: Warning[],
) => number;

/** event_data in the making. */
interface Draft {
  values: Fields;
  /** How many values it has at the most. */
  count: number;
  characters: number;
}

const NUMBER_LENGTH = 25;
const MOST_PARAMETERS = 16;
const usualAmountKeys: readonly string[] = ['price', 'sum'];
const unitAmountKeys: readonly string[] = ['price'];
const noKeys: readonly string[] = [];

/** Which property each parameter was taken from; reused for every event. */
const takenFrom: (string | undefined)[] = [];

/** Writes event_data and gives how many characters it has at the most. */
export function createDataWriter(tables: string): WriteData {
  const readMoney = createMoneyReader(tables);

  return function writeData(data, occurrence, properties, currency, config, warnings) {
    const { row, contentType } = occurrence;
    const draft: Draft = { values: {}, count: 0, characters: 0 };
    const products =
      row.hasProducts && Array.isArray(properties.products) ? productsOf(properties.products) : undefined;
    if (contentType !== undefined) {
      put(draft, 'content_type', contentType);
    }
    addParameters(draft, occurrence, properties, products);

    const money = readMoney(row, properties, products, currency);
    const amountKeys = money ? addMoney(draft, row, money, config, warnings) : noKeys;
    addInexactNumbers(properties, warnings);

    if (products?.quantity !== undefined) {
      addQuantity(draft, properties.quantity === undefined ? products.quantity : properties.quantity);
    }
    const moved = row.price === 'custom' ? undefined : money?.from;
    addOthers(draft, row, properties, { amountKeys, moved, products, config }, warnings);
    if (draft.count > 0) {
      data.event_data =
        draft.count > MOST_PARAMETERS ? firstParameters(draft.values, warnings) : draft.values;
    }
    return draft.characters;
  };
}

function put(draft: Draft, key: string, value: unknown): void {
  setOwn(draft.values, key, value);
  draft.count += 1;
  draft.characters += key.length + (typeof value === 'string' ? value.length : NUMBER_LENGTH);
}

/** The standard parameters, which come first. */
function addParameters(
  draft: Draft,
  { row, title }: Occurrence,
  properties: Fields,
  products: Products | undefined,
): void {
  for (const { index, key, sources, isNumber } of row.parameters) {
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
        from = value === undefined ? undefined : key;
      }
    }
    takenFrom[index] = from;
    if (from !== undefined) {
      put(draft, key, isNumber && typeof value === 'string' ? (numeric(value) ?? value) : value);
    }
  }
}

/** Returns the keys that no other property may use: those of the amount, even if it cannot be read. */
function addMoney(
  draft: Draft,
  row: EventRow,
  { amount, unreadable, value }: Money,
  config: Settings,
  warnings: Warning[],
): readonly string[] {
  if (unreadable !== undefined) {
    warnings.push(unreadableAmount(unreadable, value));
    return amountKeysOf(row, config);
  }
  if (amount === undefined) {
    return noKeys;
  }
  const keys = amountKeysOf(row, config);
  for (const key of keys) {
    if (!Object.hasOwn(draft.values, key)) {
      put(draft, key, amount);
    }
  }
  return keys;
}

/** An order's amount is sent under each of the revenue keys, since Kochava's documents differ on its name. */
function amountKeysOf(row: EventRow, config: Settings): readonly string[] {
  if (row.price === 'unit') {
    return unitAmountKeys;
  }
  return Array.isArray(config.revenueKeys) ? (config.revenueKeys as string[]) : usualAmountKeys;
}

/** An event of products that lacks this parameter has it before its other properties. */
function addQuantity(draft: Draft, quantity: unknown): void {
  if (draft.values.quantity === undefined && isScalar(quantity)) {
    put(draft, 'quantity', numeric(quantity) ?? quantity);
  }
}

/** What affects the properties that are not standard parameters. */
interface Surroundings {
  /** See `addMoney`. */
  amountKeys: readonly string[];
  /** The amount's own property, which was sent under those keys. */
  moved: string | undefined;
  products: Products | undefined;
  config: Settings;
}

/** The other properties, in their own order. */
function addOthers(
  draft: Draft,
  { roles }: EventRow,
  properties: Fields,
  { amountKeys, moved, products, config }: Surroundings,
  warnings: Warning[],
): void {
  const isText = config.nestedProperties === 'json';
  const isRenamed = config.renameReserved === true;
  for (const key in properties) {
    let value = properties[key];
    if (value === null || value === '') {
      continue;
    }
    let target = key;
    const role = roles.get(key);
    if (role !== undefined) {
      if (role.isCurrency || (role.parameter >= 0 && takenFrom[role.parameter] === key)) {
        continue;
      }
      if (role.isReserved) {
        if (!isRenamed) {
          warnings.push(reservedProperty(key));
          continue;
        }
        target = `property_${key}`;
      }
    }
    if (key === moved) {
      continue;
    }
    if (typeof value === 'object') {
      if (products !== undefined && key === 'products') {
        continue;
      }
      if (!isText) {
        warnings.push(nestedProperty(key));
        continue;
      }
      value = json(value);
    }
    if (amountKeys.includes(target)) {
      continue;
    }
    if (role !== undefined) {
      if (role.isStandard && draft.values[key] !== undefined) {
        continue;
      }
      if (role.isNumber && typeof value === 'string') {
        value = numeric(value) ?? value;
      }
    }
    put(draft, target, value);
  }
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
  warnings.push(tooManyParameters(keys.slice(MOST_PARAMETERS)));
  return kept;
}
