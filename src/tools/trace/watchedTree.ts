import type { Ast } from '../../runtime/jsonata/ast';

/** The name of the function that watched trees call. No expression can write it. */
export const WATCH = '@watch';

/** An expression's tree that reports the values of some of its nodes while it is evaluated. */
export interface WatchedTree {
  /** As the parser gives it. */
  ast: Ast;
  /** The same, with a call of `WATCH` around what is watched. */
  watched: Ast;
  /** The number under which the value of a node of `ast` is reported. */
  numbers: ReadonlyMap<Ast, number>;
  /** Those of them that decide between branches. */
  conditions: ReadonlySet<Ast>;
}

/**
 * Watches what tells where a value has come from: the questions of conditions, the arguments of calls, the items of
 * arrays. A call of a function that gives what it is given changes nothing about an expression's value.
 */
export function watchTree(ast: Ast): WatchedTree {
  const numbers = new Map<Ast, number>();
  const conditions = new Set<Ast>();
  const watch = (node: Ast): Ast => {
    if (!isWatchable(node)) {
      return copyNode(node);
    }
    const number = numbers.size;
    numbers.set(node, number);
    const place = node.position === undefined ? {} : { position: node.position };
    return {
      type: 'function',
      procedure: { type: 'variable', value: WATCH, ...place },
      arguments: [{ type: 'number', value: number, ...place }, copyNode(node)],
      ...place,
    };
  };
  const watchItem = (item: Ast): Ast => (isSpread(item) ? copyNode(item) : watch(item));
  const copyNode = (node: Ast): Ast => {
    const copy = (key: string, value: unknown): unknown => {
      if (node.type === 'condition' && key === 'condition') {
        conditions.add(node.condition);
        return watch(node.condition);
      }
      if (node.type === 'function' && key === 'arguments') {
        return node.arguments.map(watch);
      }
      return node.type === 'unary' && node.value === '[' && key === 'expressions'
        ? node.expressions.map(watchItem)
        : copyValue(value);
    };
    const entries = Object.entries(node).map(([key, value]) => [key, copy(key, value)]);
    return Object.fromEntries(entries) as Ast;
  };
  const copyValue = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(copyValue);
    }
    return typeof value !== 'object' || value === null || value instanceof RegExp
      ? value
      : copyNode(value as Ast);
  };
  const watched = copyNode(ast);
  return { ast, watched, numbers, conditions };
}

/** A function has no value that says anything; the mark for a call in tail position must stay where it is. */
function isWatchable({ type }: Ast): boolean {
  return type !== 'lambda' && type !== 'operator' && type !== 'regex';
}

/** An array written inside an array stays whole only as long as it stands there itself; a range is opened. */
function isSpread(item: Ast): boolean {
  return (item.type === 'unary' && item.value === '[') || (item.type === 'binary' && item.value === '..');
}
