import { childrenOf, type Ast } from './ast';

/**
 * Why an expression cannot be compiled, or undefined if it can. `$eval` evaluates a string in the scope of its
 * caller, and a string from an event must never become code.
 */
export function findUnsupported(node: Ast): string | undefined {
  if (node.type === 'variable' && node.value === 'eval') {
    return 'it uses $eval';
  }
  for (const child of childrenOf(node)) {
    const reason = findUnsupported(child);
    if (reason !== undefined) {
      return reason;
    }
  }
  return undefined;
}

/** The names that `:=` binds in the frame of these nodes; blocks and functions have their own frames. */
export function boundNames(nodes: readonly Ast[]): Set<string> {
  const names = new Set<string>();
  const visit = (node: Ast): void => {
    if (node.type === 'bind') {
      names.add(node.lhs.value);
    }
    if (node.type !== 'block' && (node.type !== 'lambda' || node.thunk)) {
      childrenOf(node).forEach(visit);
      return;
    }
    // Predicates and groups attached to a block or function belong to the frame outside of it.
    childrenOf({ ...node, type: 'wildcard' }).forEach(visit);
  };
  nodes.forEach(visit);
  return names;
}

/** The names that an expression binds in only one place, over all of its frames. */
export function namesBoundOnce(root: Ast): Set<string> {
  const counts = new Map<string, number>();
  const visit = (node: Ast): void => {
    const bound =
      node.type === 'bind'
        ? [node.lhs.value]
        : node.type === 'lambda'
          ? node.arguments.map(({ value }) => value)
          : [];
    bound.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
    childrenOf(node).forEach(visit);
  };
  visit(root);
  return new Set([...counts].flatMap(([name, count]) => (count === 1 ? [name] : [])));
}

/** The names of all variables that an expression reads, including those that it binds itself. */
export function variableNames(node: Ast, names = new Set<string>()): Set<string> {
  if (node.type === 'variable') {
    names.add(node.value);
  }
  childrenOf(node).forEach((child) => variableNames(child, names));
  return names;
}

/** The step of `$outputs.<step>`, or of a field of that output, if the node is exactly this. */
export function outputName(node: Ast): string | undefined {
  if (node.type !== 'path' || node.steps.length < 2 || node.group || node.keepSingletonArray) {
    return undefined;
  }
  const [variable, name, ...fields] = node.steps;
  const isPlain =
    node.steps.every((step) => !step.predicate && !step.stages && !step.tuple && !step.group) &&
    fields.every(({ type }) => type === 'name');
  return isPlain && variable?.type === 'variable' && variable.value === 'outputs' && name?.type === 'name'
    ? name.value
    : undefined;
}

/**
 * The steps whose outputs expressions read as a whole (`$outputs.<step>` without a field); undefined if they read
 * `$outputs` in other ways.
 */
export function outputsReadWhole(nodes: readonly Ast[]): Set<string> | undefined {
  const whole = new Set<string>();
  const visit = (node: Ast): boolean => {
    const step = outputName(node);
    if (step !== undefined && node.type === 'path') {
      if (node.steps.length === 2 || node.predicate) {
        whole.add(step);
      }
      return (node.predicate ?? []).every(({ expr }) => visit(expr));
    }
    return (node.type !== 'variable' || node.value !== 'outputs') && childrenOf(node).every(visit);
  };
  return nodes.every(visit) ? whole : undefined;
}

/** A step whose output, as a `whole` or a field of it, becomes part of an expression's value. */
export interface HandedOn {
  step: string;
  whole: boolean;
}

/**
 * The outputs of other steps that become part of an expression's value.
 *
 * @param keeps whether the result of the function of this name contains its arguments
 */
export function outputsHandedOn(node: Ast, keeps: (name: string) => boolean): HandedOn[] {
  const step = outputName(node);
  const own = step === undefined ? [] : [{ step, whole: node.type === 'path' && node.steps.length === 2 }];
  return [...own, ...partsOfValue(node, keeps).flatMap((part) => outputsHandedOn(part, keeps))];
}

/** The nodes whose values are the value of a node, or parts of it. */
function partsOfValue(node: Ast, keeps: (name: string) => boolean): Ast[] {
  if (node.predicate || node.group || node.keepArray) {
    return [];
  }
  switch (node.type) {
    case 'unary':
      return node.value === '['
        ? node.expressions
        : node.value === '{'
          ? node.lhs.map(([, value]) => value)
          : [];
    case 'condition':
      return node.else ? [node.then, node.else] : [node.then];
    case 'block':
      return node.expressions.slice(-1);
    case 'function':
      return node.procedure.type === 'variable' && keeps(node.procedure.value) ? node.arguments : [];
    default:
      return [];
  }
}

/** Whether two nodes are the same expression, regardless of their positions. */
export function isSameExpression(first: Ast, second: Ast): boolean {
  return (
    first.type === second.type && JSON.stringify(first, withoutPlace) === JSON.stringify(second, withoutPlace)
  );
}

function withoutPlace(key: string, value: unknown): unknown {
  // The parser copies the left side of `?:` through JSON, which loses a regex; its position identifies it.
  const { type, position } = (value ?? {}) as Partial<Ast>;
  if (type === 'regex') {
    return { regex: position };
  }
  return key === 'position' ? undefined : value;
}
