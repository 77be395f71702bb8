import { spend } from './guard';
import { equals } from './operators';
import { createSequence, isList, isSequence } from './sequence';

/** `$distinct`. The reference compares every item with every other one; this does so only for objects and arrays. */
export function distinct(list: unknown): unknown {
  if (!isList(list) || list.length <= 1) {
    return list;
  }
  const result = isSequence(list) ? createSequence() : [];
  const scalars = new Set<unknown>();
  const others: unknown[] = [];
  for (const item of list) {
    if (typeof item !== 'object' || item === null) {
      if (scalars.has(item)) {
        continue;
      }
      scalars.add(item);
    } else {
      spend(others.length);
      if (others.some((other) => equals(other, item))) {
        continue;
      }
      others.push(item);
    }
    result.push(item);
  }
  return result;
}
