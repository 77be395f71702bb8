import { childrenOf, type Ast } from '../../../runtime/jsonata/ast';

/** Every node of a tree in pre-order, with its ancestors, the parent last. */
export function* walk(
  node: Ast,
  above: readonly Ast[] = [],
): Generator<{ node: Ast; above: readonly Ast[] }> {
  yield { node, above };
  const below = [...above, node];
  for (const child of childrenOf(node)) {
    yield* walk(child, below);
  }
}

/** The name of the called function, if the call uses a plain name. */
export function calledName(node: Ast): string | undefined {
  return (node.type === 'function' || node.type === 'partial') && node.procedure.type === 'variable'
    ? node.procedure.value
    : undefined;
}

/** The value of a string literal, or undefined for any other node. */
export function literalText(node: Ast | undefined): string | undefined {
  return node?.type === 'string' && typeof node.value === 'string' ? node.value : undefined;
}

/** The steps of a path that are names, up to the first other step: for `$a.b.c` these are b and c. */
export function namesBehind(node: Ast): { variable: string; names: readonly Ast[] } | undefined {
  if (node.type === 'variable') {
    return { variable: node.value, names: [] };
  }
  if (node.type !== 'path' || node.steps[0]?.type !== 'variable') {
    return undefined;
  }
  const rest = node.steps.slice(1);
  const end = rest.findIndex(({ type }) => type !== 'name');
  return { variable: node.steps[0].value, names: end < 0 ? rest : rest.slice(0, end) };
}
