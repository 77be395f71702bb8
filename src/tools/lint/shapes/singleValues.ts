import type { Ast, FunctionNode, PathNode } from '../../../runtime/jsonata/ast';
import { calledName, literalText } from '../tree/walk';

/** The known properties of the names that an expression reads. */
export interface SingleScope {
  /** The expressions to which local variables are bound, if they are bound once. */
  variables: ReadonlyMap<string, Ast>;
  /** The output of a step of the workflow, if it is an expression. */
  outputOf(step: string): { node: Ast; scope: SingleScope } | undefined;
  /** Whether bare names are fields of the host event, which may have any value. */
  isEvent: boolean;
  /** The settings that are arrays in their schema. */
  arraySettings: ReadonlySet<string>;
}

/** Functions that return a sequence: a single item is returned without an array. */
const sequences = ['map', 'filter', 'each', 'keys', 'spread', 'match'];
/** Functions whose result is one of their arguments, or a part of the first one. */
const handOn = ['first', 'object', 'fields', 'withDefaults', 'distinct'];

/** Deeper than any real chain of variables and steps. */
const DEEPEST = 16;

/**
 * The parts of an expression that can return a single value instead of an array: sequences, which JSONata unwraps if
 * they have one item, values that are not arrays, and fields of the event. Unknown values are not included.
 */
export function findSingleValues(node: Ast, scope: SingleScope, depth = 0): Ast[] {
  if (depth > DEEPEST || node.keepArray === true) {
    return [];
  }
  if (node.predicate && node.predicate.length > 0) {
    return [node];
  }
  const isSingle = (part: Ast): boolean => findSingleValues(part, scope, depth + 1).length > 0;
  switch (node.type) {
    case 'condition':
      return [node.then, ...(node.else ? [node.else] : [])].flatMap((each) =>
        findSingleValues(each, scope, depth + 1),
      );
    case 'block':
      return node.expressions.slice(-1).flatMap((each) => findSingleValues(each, scope, depth + 1));
    case 'bind':
      return findSingleValues(node.rhs, scope, depth + 1);
    case 'path':
      return isSinglePath(node, scope, depth) ? [node] : [];
    case 'variable': {
      const bound = scope.variables.get(node.value);
      return bound && isSingle(bound) ? [node] : [];
    }
    case 'function':
      return isSingleCall(node, isSingle) ? [node] : [];
    case 'apply':
      return sequences.includes(appliedName(node.rhs)) ? [node] : [];
    case 'unary':
      return node.value === '[' ? [] : [node];
    case 'value':
      return node.value === null ? [] : [node];
    case 'string':
    case 'number':
    case 'binary':
      return [node];
    default:
      return [];
  }
}

/** Whether appending `[]` keeps an array: this works only for paths and sequences. */
export function canKeepArray(node: Ast): boolean {
  return node.type === 'path' || sequences.includes(calledName(node) ?? '');
}

function isSingleCall(node: FunctionNode, isSingle: (part: Ast) => boolean): boolean {
  const name = calledName(node) ?? '';
  const [first] = node.arguments;
  if (name === 'append') {
    return first !== undefined && isSingle(first);
  }
  return sequences.includes(name) || (handOn.includes(name) && node.arguments.some(isSingle));
}

function appliedName(node: Ast): string {
  return calledName(node) ?? (node.type === 'variable' ? node.value : '');
}

function isSinglePath(path: PathNode, scope: SingleScope, depth: number): boolean {
  const last = path.steps.at(-1);
  if (path.keepSingletonArray === true || (last?.type === 'unary' && last.value === '[')) {
    return false;
  }
  const names = plainNames(path);
  const [root] = path.steps;
  // A filter, or anything except a name, maps over its input and collects the results.
  return names === undefined || (root !== undefined && canFieldBeSingle(root, names, scope, depth + 1));
}

/** The names after the first step; undefined if the path contains anything except names. */
function plainNames({ steps }: PathNode): string[] | undefined {
  const [root, ...rest] = steps;
  const isPlain = ({ stages, predicate, focus, index }: Ast) =>
    !stages?.length && !predicate?.length && focus === undefined && index === undefined;
  const names = rest.flatMap((step) => (step.type === 'name' ? [step.value] : []));
  return root && names.length === rest.length && steps.every(isPlain) ? names : undefined;
}

/** Whether the field at these names below a value can be a single value. */
function canFieldBeSingle(root: Ast, names: readonly string[], scope: SingleScope, depth: number): boolean {
  if (depth > DEEPEST) {
    return false;
  }
  const [name, ...rest] = names;
  const below = (part: Ast): boolean => canFieldBeSingle(part, names, scope, depth + 1);
  if (root.type === 'name') {
    return scope.isEvent;
  }
  if (name === undefined) {
    return findSingleValues(root, scope, depth + 1).length > 0;
  }
  switch (root.type) {
    case 'path': {
      const own = plainNames(root);
      const [first] = root.steps;
      return (
        own === undefined ||
        (first !== undefined && canFieldBeSingle(first, [...own, ...names], scope, depth + 1))
      );
    }
    case 'variable': {
      if (root.value === 'outputs') {
        const output = scope.outputOf(name);
        return output !== undefined && canFieldBeSingle(output.node, rest, output.scope, depth + 1);
      }
      const bound = scope.variables.get(root.value);
      return root.value === '$' ? scope.isEvent : bound !== undefined && below(bound);
    }
    case 'block':
      return root.expressions.slice(-1).some(below);
    case 'condition':
      return below(root.then) || (root.else !== undefined && below(root.else));
    case 'unary': {
      const value = root.value === '{' ? root.lhs.find(([key]) => literalText(key) === name)?.[1] : undefined;
      return value !== undefined && canFieldBeSingle(value, rest, scope, depth + 1);
    }
    case 'function': {
      const called = calledName(root) ?? '';
      return called === 'validateConfig'
        ? rest.length > 0 || !scope.arraySettings.has(name)
        : handOn.includes(called) && root.arguments.some(below);
    }
    default:
      return false;
  }
}
