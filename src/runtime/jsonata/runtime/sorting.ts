import { JsonataError } from '../jsonataError';
import { spend } from './guard';
import { isNumeric, isOrdered } from './operators';
import type { List } from './sequence';

/** Whether the second item must come before the first. */
type ComesAfter = (first: unknown, second: unknown) => boolean;

/** A stable merge sort, with the reference's order of comparisons; an array with one item is returned unchanged. */
export function sort(
  list: List | undefined,
  comesAfter?: (first: unknown, second: unknown) => unknown,
): unknown {
  if (list === undefined || list.length <= 1) {
    return list;
  }
  if (comesAfter) {
    // If the function is partially applied, values that are not arrays are not checked before.
    return Array.isArray(list)
      ? mergeSort(list, (first, second) => Boolean(comesAfter(first, second)))
      : list;
  }
  const isSortable =
    Array.isArray(list) &&
    (list.every((item) => isNumeric(item)) || list.every((item) => typeof item === 'string'));
  if (!isSortable) {
    throw new JsonataError('D3070', { index: 1 });
  }
  return mergeSort(list, (first, second) => (first as string) > (second as string));
}

function mergeSort(list: readonly unknown[], comesAfter: ComesAfter): readonly unknown[] {
  if (list.length <= 1) {
    return list;
  }
  const middle = Math.floor(list.length / 2);
  const left = mergeSort(list.slice(0, middle), comesAfter);
  const right = mergeSort(list.slice(middle), comesAfter);
  const merged: unknown[] = [];
  let fromLeft = 0;
  let fromRight = 0;
  while (fromLeft < left.length && fromRight < right.length) {
    spend(1);
    if (comesAfter(left[fromLeft], right[fromRight])) {
      merged.push(right[fromRight]);
      fromRight += 1;
    } else {
      merged.push(left[fromLeft]);
      fromLeft += 1;
    }
  }
  return [...merged, ...left.slice(fromLeft), ...right.slice(fromRight)];
}

/** One `^(...)` term: the value by which an item is sorted. */
export interface SortTerm {
  descending: boolean;
  valueFor: (item: unknown) => unknown;
}

/** Order-by: sorts the items by their terms; items without a value for a term come last. */
export function sortBy(items: List, terms: readonly SortTerm[], position: number | undefined): List {
  return sort(items, (first, second) => {
    for (const { descending, valueFor } of terms) {
      const order = compareValues(valueFor(first), valueFor(second), descending, position);
      if (order !== 0) {
        return order > 0;
      }
    }
    return false;
  }) as List;
}

function compareValues(
  first: unknown,
  second: unknown,
  descending: boolean,
  position: number | undefined,
): number {
  if (first === undefined) {
    return second === undefined ? 0 : 1;
  }
  if (second === undefined) {
    return -1;
  }
  if (!isOrdered(first) || !isOrdered(second)) {
    throw new JsonataError('T2008', { value: isOrdered(first) ? second : first, position });
  }
  if (typeof first !== typeof second) {
    throw new JsonataError('T2007', { value: first, value2: second, position });
  }
  if (first === second) {
    return 0;
  }
  return first < second === descending ? 1 : -1;
}
