import { readMap, readTable } from './shared';

type Sources = Readonly<Record<string, readonly string[]>>;

/** Whose price an event has: one item's, the whole order's, or its own if it is not one of Kochava's events. */
type Price = 'unit' | 'order' | 'custom';

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
  isReserved: boolean;
  isNumber: boolean;
  isCurrency: boolean;
}

export interface EventRow {
  parameters: readonly Parameter[];
  price: Price | undefined;
  /** The properties that the amount is taken from. */
  amounts: readonly string[];
  hasProducts: boolean;
  roles: ReadonlyMap<string, Role>;
}

/** What an event is for Kochava. */
export interface Occurrence {
  name: string;
  contentType: string | undefined;
  /** The name of a screen or page, which is sent as a parameter. */
  title: string | undefined;
  row: EventRow;
}

interface KnownEvent {
  name: string;
  contentType: string | undefined;
  row: EventRow;
}

export interface Events {
  /** By their names in lower case: Kochava's own. */
  standard: ReadonlyMap<string, KnownEvent>;
  /** Those, and those under the names of RudderStack's and Segment's specifications. */
  known: ReadonlyMap<string, KnownEvent>;
  /** All other events. */
  otherRow: EventRow;
  /** The same where their revenue counts. */
  customRow: EventRow;
  screenRow: EventRow;
}

const noRole: Role = {
  parameter: -1,
  isStandard: false,
  isReserved: false,
  isNumber: false,
  isCurrency: false,
};

export function readEvents(tables: string): Events {
  interface Standard {
    name: string;
    price?: Price;
    parameters: readonly string[];
  }
  const createRow = createRowMaker(tables);
  const sourcesOf = readMap<readonly string[]>(tables, 'parameterSources');
  const standard = new Map<string, KnownEvent>();
  for (const [key, { name, price, parameters }] of readMap<Standard>(tables, 'standardEvents')) {
    const from = Object.fromEntries(parameters.map((each) => [each, sourcesOf.get(each) ?? [each]]));
    standard.set(key, { name, contentType: undefined, row: createRow(from, price) });
  }
  const known = new Map(standard);
  const sources = readMap<{ standard: string; contentType?: string }>(tables, 'sourceEvents');
  for (const [key, source] of sources) {
    const event = standard.get(source.standard);
    if (event) {
      known.set(key, { ...event, contentType: source.contentType });
    }
  }
  return {
    standard,
    known,
    otherRow: createRow({}, undefined),
    customRow: createRow({}, 'custom'),
    screenRow: createRow(readTable(tables, 'viewParameters') as Sources, undefined),
  };
}

function createRowMaker(tables: string): (sources: Sources, price: Price | undefined) => EventRow {
  const numbers = new Set(readTable(tables, 'numberParameters') as string[]);
  const amounts = readMap<readonly string[]>(tables, 'amountProperties');
  const common = new Map<string, Role>();
  for (const key of readTable(tables, 'keptApart') as string[]) {
    const isCurrency = key === 'currency';
    common.set(key, { ...noRole, isReserved: !isCurrency, isCurrency });
  }
  for (const key of numbers) {
    common.set(key, { ...noRole, isNumber: true });
  }

  return function createRow(sources, price) {
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
    for (const { index, key, sources: from } of parameters) {
      for (const source of from) {
        give(source, { parameter: index });
      }
      give(key, { isStandard: true });
    }
    for (const key of ['content_type', 'quantity']) {
      // The name of a source event and a list of products bring these.
      give(key, { isStandard: true });
    }
    return {
      parameters,
      price,
      amounts: price === undefined ? [] : (amounts.get(price) ?? []),
      hasProducts: sources.content_id !== undefined,
      roles,
    };
  };
}
