import { readMap } from './shared';

/** A parameter of a standard event and the properties that it is taken from, the first one first. */
interface Parameter {
  index: number;
  key: string;
  sources: readonly string[];
  isNumber: boolean;
}

/** What is odd about a property; most have nothing. */
interface Role {
  /** The index of the parameter that it is a source of, or -1. */
  parameter: number;
  /** A standard value may stand under this key already. */
  isStandard: boolean;
  /** The amount may be taken from it. */
  isAmount: boolean;
  isReserved: boolean;
  isNumber: boolean;
  isCurrency: boolean;
}

export interface EventRow {
  parameters: readonly Parameter[];
  /** The properties that the amount is taken from. */
  amounts: readonly string[];
  isOrder: boolean;
  hasProducts: boolean;
  roles: ReadonlyMap<string, Role>;
}

interface KnownEvent {
  name: string;
  contentType: string | undefined;
  row: EventRow;
}

const reservedKeys = [
  'network',
  'source',
  'fb_campaign',
  'campaign',
  'site',
  'creative',
  'attribution_type',
  'integration_type',
  'integration_version',
  'cracked',
  'jailbroken',
];
const numbers = new Set([
  'duration',
  'max_rating_value',
  'price',
  'quantity',
  'rating_value',
  'spatial_x',
  'spatial_y',
  'spatial_z',
  'sum',
  'revenue',
]);
const unitAmounts = ['price', 'revenue', 'value'];
const orderAmounts = ['revenue', 'total', 'value', 'price'];
const usualRevenueKeys = ['price', 'sum'];

export function rowMaker() {
  const common = new Map<string, Role>([
    ['currency', { ...noRole, isCurrency: true }],
    // An ordinary assignment would not make a field of it.
    ['__proto__', { ...noRole }],
  ]);
  for (const key of reservedKeys) {
    common.set(key, { ...noRole, isReserved: true });
  }
  for (const key of numbers) {
    common.set(key, { ...noRole, isNumber: true });
  }
  return (
    sources: Record<string, readonly string[]>,
    price: 'unit' | 'order' | undefined,
    isStandard: boolean,
  ): EventRow => {
    const roles = new Map(common);
    const give = (key: string, role: Partial<Role>): void => {
      roles.set(key, { ...(roles.get(key) ?? noRole), ...role });
    };
    const parameters = Object.entries(sources).map(([key, from], index) => ({
      index,
      key,
      sources: from,
      isNumber: numbers.has(key),
    }));
    parameters.forEach((parameter) => {
      parameter.sources.forEach((source) => {
        give(source, { parameter: parameter.index });
      });
      give(parameter.key, { isStandard: true });
    });
    if (isStandard) {
      give('content_type', { isStandard: true });
    }
    if (price) {
      (price === 'unit' ? ['price'] : usualRevenueKeys).forEach((key) => {
        give(key, { isStandard: true });
      });
    }
    const amounts = price === undefined ? [] : price === 'unit' ? unitAmounts : orderAmounts;
    amounts.forEach((key) => {
      give(key, { isAmount: true });
    });
    const hasProducts = sources.content_id !== undefined;
    return { parameters, amounts, isOrder: price === 'order', hasProducts, roles };
  };
}

const noRole: Role = {
  parameter: -1,
  isStandard: false,
  isAmount: false,
  isReserved: false,
  isNumber: false,
  isCurrency: false,
};

/** The events by their names in lower case: Kochava's own, and those under the names of the specifications as well. */
export function readEvents(tables: string, createRow: ReturnType<typeof rowMaker>) {
  interface Standard {
    name: string;
    price?: 'unit' | 'order';
    parameters: Record<string, readonly string[]>;
  }
  const standard = new Map<string, KnownEvent>();
  for (const [key, { name, price, parameters }] of readMap<Standard>(tables, 'standardEvents')) {
    standard.set(key, { name, contentType: undefined, row: createRow(parameters, price, true) });
  }
  const known = new Map(standard);
  const sources = readMap<{ standard: string; contentType?: string }>(tables, 'sourceEvents');
  for (const [key, source] of sources) {
    const event = standard.get(source.standard);
    if (event) {
      known.set(key, { ...event, contentType: source.contentType });
    }
  }
  return { known, standard };
}
