import { JsonataError } from '../jsonataError';
import { call, functionText, parseSignature, type Callable } from './functions';
import { setOwn } from './objects';
import type { Evaluate } from './paths';
import { isList } from './sequence';

/** The compiled clauses of a transform, and their positions, where their errors are reported. */
export interface TransformClauses {
  position: number;
  pattern: Evaluate;
  update: Evaluate;
  updatePosition: number;
  remove?: Evaluate;
  removePosition?: number;
}

let signature: ReturnType<typeof parseSignature>;

/** `| pattern | update, delete |`: a function that returns a modified copy of its argument. */
export function transform(clone: unknown, clauses: TransformClauses): Callable {
  const { position, pattern, update, updatePosition, remove, removePosition } = clauses;
  const implementation = (value: unknown): unknown => {
    if (value === undefined) {
      return undefined;
    }
    if (typeof clone !== 'function') {
      throw new JsonataError('T2013', { position });
    }
    const copy = call(clone, [value], null);
    const matches = pattern(copy);
    for (const match of matches === undefined ? [] : isList(matches) ? matches : [matches]) {
      assign(match, update(match), updatePosition);
      if (remove) {
        removeKeys(match, remove(match), removePosition);
      }
    }
    return copy;
  };
  signature ??= parseSignature('<(oa):o>');
  const checked = (args: unknown[], context: unknown) =>
    implementation(signature ? signature.validate(args, context)[0] : args[0]);
  // Like a built-in: if it is partially applied, its arguments are not checked.
  return Object.assign((...args: unknown[]) => checked(args, null), {
    arity: 1,
    checked,
    implementation,
    toString: functionText,
  });
}

function assign(target: unknown, changes: unknown, position: number): void {
  if (changes === undefined) {
    return;
  }
  if (typeof changes !== 'object' || changes === null || isList(changes)) {
    throw new JsonataError('T2011', { value: changes, position });
  }
  for (const [key, value] of Object.entries(changes)) {
    setOwn(target as Record<string, unknown>, key, value);
  }
}

function removeKeys(target: unknown, keys: unknown, position: number | undefined): void {
  if (keys === undefined) {
    return;
  }
  const list: unknown[] = isList(keys) ? keys : [keys];
  if (!list.every((key): key is string => typeof key === 'string')) {
    throw new JsonataError('T2012', { value: keys, position });
  }
  if (typeof target === 'object' && target !== null) {
    for (const key of list) {
      Reflect.deleteProperty(target, key);
    }
  }
}
