import type { BuiltIn, BuiltInName } from './builtIns';
import { millis, now } from './focus';
import { each, filter, map, reduce, sift, single } from './higherOrder';
import { contains, match, replace, split } from './matching';
import { sort } from './sorting';

/** The built-ins that the reference has as asynchronous functions, done synchronously; and the clock. */
export const twins = {
  contains,
  each,
  filter,
  map,
  match,
  millis,
  now,
  reduce,
  replace,
  sift,
  single,
  sort,
  split,
} as unknown as Partial<Record<BuiltInName, BuiltIn['implementation']>>;
