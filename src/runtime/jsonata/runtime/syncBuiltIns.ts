import type { BuiltIn, BuiltInName } from './builtIns';
import { distinct } from './distinct';
import { millis, now } from './focus';
import { formatNumber } from './formatting';
import { join, pad } from './longTexts';
import { each, filter, map, reduce, sift, single } from './higherOrder';
import { contains, match, replace, split } from './matching';
import { lookup } from './paths';
import { sort } from './sorting';

/**
 * Built-in functions that replace those of the jsonata package: synchronous versions of its asynchronous functions, the
 * clock, and some that are faster than the originals.
 */
export const syncBuiltIns = {
  contains,
  distinct,
  each,
  filter,
  formatNumber,
  join,
  lookup,
  map,
  match,
  millis,
  now,
  pad,
  reduce,
  replace,
  sift,
  single,
  sort,
  split,
} as unknown as Partial<Record<BuiltInName, BuiltIn['implementation']>>;
