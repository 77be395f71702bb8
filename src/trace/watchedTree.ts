import type { Ast } from '../jsonata/ast';

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
}

/**
 * Watches what tells where a value has come from: the questions of conditions, the arguments of calls, the items of
 * arrays. A call of a function that gives what it is given changes nothing about an expression's value.
 */
export function watchTree(ast: Ast): WatchedTree {
  const numbers = new Map<Ast, number>();
  const watch = (node: Ast): Ast => {
    const copy = copyNode(node);
    if (!isWatchable(node)) {
      return copy;
    }
    const number = numbers.size;
    numbers.set(node, number);
    const place = node.position === undefined ? {} : { position: node.position };
    return {
      type: 'function',
      procedure: { type: 'variable', value: WATCH, ...place },
      arguments: [{ type: 'number', value: number, ...place }, copy],
      ...place,
    };
  };
  const copyNode = (node: Ast): Ast => {
    const copy = Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, copyValue(value)]),
    ) as unknown as Ast;
    if (copy.type === 'condition' && node.type === 'condition') {
      copy.condition = watch(node.condition);
    } else if (copy.type === 'function' && node.type === 'function') {
      copy.arguments = node.arguments.map(watch);
    } else if (copy.type === 'unary' && copy.value === '[' && node.type === 'unary' && node.value === '[') {
      copy.expressions = node.expressions.map((item) => (isSpread(item) ? copyNode(item) : watch(item)));
    }
    return copy;
  };
  const copyValue = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(copyValue);
    }
    if (typeof value !== 'object' || value === null || value instanceof RegExp) {
      return value;
    }
    return copyNode(value as Ast);
  };
  const watched = copyNode(ast);
  return { ast, watched, numbers };
}

/** A function has no value that says anything; the mark for a call in tail position must stay where it is. */
function isWatchable({ type }: Ast): boolean {
  return type !== 'lambda' && type !== 'operator' && type !== 'regex';
}

/** An array written inside an array stays whole only as long as it stands there itself; a range is opened. */
function isSpread(item: Ast): boolean {
  return (item.type === 'unary' && item.value === '[') || (item.type === 'binary' && item.value === '..');
}
