import type { Json } from '../../../runtime/jsonata/plain';

/** Keys from the root of a value; an index counts as a key. */
export type Path = readonly string[];

export interface Leaf {
  path: Path;
  value: null | boolean | number | string;
}

/** All texts, numbers, booleans and nulls inside a value, with their paths. Empty objects and lists have none. */
export function leavesOf(value: Json | undefined): Leaf[] {
  const leaves: Leaf[] = [];
  const path: string[] = [];
  const visit = (part: Json): void => {
    if (typeof part !== 'object' || part === null) {
      leaves.push({ path: [...path], value: part });
      return;
    }
    for (const [key, item] of Object.entries(part)) {
      path.push(key);
      visit(item);
      path.pop();
    }
  };
  if (value !== undefined) {
    visit(value);
  }
  return leaves;
}

/** A copy of a value with another one at a path; objects on the way are made when they are not there. */
export function withValue(root: Json | undefined, path: Path, value: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) {
    return value;
  }
  if (Array.isArray(root)) {
    return root.map((item, index) => (String(index) === key ? (withValue(item, rest, value) ?? null) : item));
  }
  // A spread and a computed key define what they copy, so that a key named __proto__ stays a key.
  const object = typeof root === 'object' && root !== null ? root : {};
  const changed = withValue(Object.hasOwn(object, key) ? object[key] : undefined, rest, value);
  if (changed !== undefined) {
    return { ...object, [key]: changed };
  }
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** The value at a path, by own keys alone. */
export function valueAt(root: Json | undefined, path: Path): Json | undefined {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      return undefined;
    }
    value = (value as Record<string, Json>)[key];
  }
  return value;
}
