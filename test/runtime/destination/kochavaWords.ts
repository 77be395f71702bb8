import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

// What events and settings are made of: values that mean something to the mapping, and values that are odd.

const tables = join(__dirname, '../../../destinations/kochava/tables');

function keysOfTable(name: string): string[] {
  const file = JSON.parse(readFileSync(join(tables, `${name}.json`), 'utf8')) as Record<string, object>;
  const table = file[name] ?? {};
  return Array.isArray(table) ? table.map(String) : Object.keys(table);
}

/** Every name that the mapping knows, and some that it does not. */
export const eventNames = [
  ...keysOfTable('sourceEvents'),
  ...keysOfTable('standardEvents'),
  ...keysOfTable('tokenEvents'),
  'Application Installed',
  '[Amplitude] Application Installed',
  'Install Attributed',
  'Order Completed',
  ' PRODUCT ADDED ',
  'Tracking Allowed',
  'Lesson Finished',
  'constructor',
];

export const traitNames = ['plan', 'email', 'age', 'isPro', 'address', 'a b', '__proto__', 'toString', '*'];

/** Parameters of the rows, reserved keys, and keys that objects have of themselves. */
export const propertyNames = [
  'product_id',
  'sku',
  'id',
  'content_id',
  'content_type',
  'product_name',
  'name',
  'quantity',
  'price',
  'sum',
  'revenue',
  'total',
  'value',
  'currency',
  'query',
  'rating',
  'url',
  'uri',
  'order_id',
  'duration',
  'score',
  'method',
  'version',
  'products',
  'productId',
  'colour',
  'property_source',
  ...keysOfTable('keptApart'),
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
  '0',
  '1',
  '$',
  '*',
  '%',
  'a.b',
  'a b',
  'größe/µ',
];

const zeros = '00000000-0000-0000-0000-000000000000';
export const ids = fc.constantFrom<unknown>(
  '6D92078A-8246-4BA4-AE5B-76104861E7DC',
  'a1b2c3d4e5f60718',
  'Pixel-8',
  zeros,
  zeros,
  '0000000000000000',
  '0',
  '-',
  ' 00 - 00 ',
  '',
  '0\u00a00\ufeff',
);

export const times = fc.oneof(
  fc.constantFrom<unknown>(
    '2026-03-02',
    '2026-03-02T08:15:30.120Z',
    '2026-03-02 08:15:30+01:00',
    '2026-02-30T08:15:30.120Z',
    '2026-03-02T08:15:30.12xZ',
    '0071-01-01',
    '9999-12-31T23:59:59.999Z',
    '+275760-09-13T00:00:00Z',
    'yesterday',
    '1772439330',
    '1772439330120',
    1772439330,
    1772439330120,
    0.5,
    253402300799999,
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

export const amounts = fc.oneof(
  fc.constantFrom<unknown>(9.99, '9.99', '-5', '1e3', 0, -0, '1e999', 5e-324, '0x1', '1,5'),
  // Two of these are too large together.
  fc.constantFrom<unknown>(1e308, '1.7e308', -1e308),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

export const flags = fc.constantFrom<unknown>(true, false, 1, 0, '1', '0', 'true', 'FALSE', 'yes', '', null);

/** What no documentation has: of another type, too large, or with characters that few expect. */
const odd = fc.constantFrom<unknown>(
  null,
  '',
  ' ',
  0,
  -0,
  -1,
  1.5,
  1e21,
  1e308,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  ['a', 'b'],
  [{ a: 1 }, { a: 2 }],
  { a: { b: null } },
  { length: 1, '0': 'a' },
  '\ud83d',
  'a\ude00\u0000\u2028',
  '\u{1f600}/é',
  '__proto__',
  'constructor',
  '{{ message.name || "x" }}',
  '$uppercase',
);

/** Any JSON at all. */
export const anyJson = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });

/** Mostly these values, at times odd ones. */
export function mostly(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: values }, { weight: 2, arbitrary: odd }, anyJson);
}

/** An object as JSON text would give it: a key named `__proto__` is a key. */
export function toObject(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
  }
  return object;
}

/** Objects with such keys. */
export function objectsOf(
  keys: readonly string[],
  values: fc.Arbitrary<unknown>,
  maxLength: number,
): fc.Arbitrary<Record<string, unknown>> {
  const key = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...keys) }, fc.string());
  return fc.array(fc.tuple(key, values), { maxLength }).map(toObject);
}
