import type { Path } from '../../runtime/schema/document';
import { OTHER_TEXT } from './expressionMutations';

/** A mutation of a table. */
export interface TableMutation {
  label: string;
  path: Path;
  /** The mutated table. */
  value: unknown;
}

/** All mutations of a table; each is applied alone. Each drops an entry or replaces a value. */
export function listTableMutations(table: unknown, path: Path = []): TableMutation[] {
  if (typeof table !== 'object' || table === null) {
    return [];
  }
  const keys = Array.isArray(table) ? [...table.keys()] : Object.keys(table);
  return keys.flatMap((key) => {
    const item: unknown = (table as Record<string | number, unknown>)[key];
    const here = [...path, key];
    const dropped = {
      label: `the entry ${JSON.stringify(key)} was dropped`,
      path: here,
      value: without(table, key),
    };
    const inside = isScalar(item)
      ? [
          {
            label: `${JSON.stringify(item)} became ${JSON.stringify(other(item))}`,
            path: here,
            value: other(item),
          },
        ]
      : listTableMutations(item, here);
    return [dropped, ...inside.map((change) => ({ ...change, value: withItem(table, key, change.value) }))];
  });
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return typeof value !== 'object' || value === null;
}

function other(value: string | number | boolean | null): unknown {
  switch (typeof value) {
    case 'number':
      return value + 1;
    case 'boolean':
      return !value;
    default:
      return OTHER_TEXT;
  }
}

function without(table: object, key: string | number): unknown {
  return Array.isArray(table)
    ? table.filter((_, index) => index !== key)
    : Object.fromEntries(Object.entries(table).filter(([name]) => name !== key));
}

function withItem(table: object, key: string | number, value: unknown): unknown {
  return Array.isArray(table)
    ? table.map((item: unknown, index) => (index === key ? value : item))
    : Object.fromEntries(Object.entries(table).map(([name, item]) => [name, name === key ? value : item]));
}
