import { nodesOf, type Ast, type PathNode } from '../../runtime/jsonata/ast';
import type { SourceMap } from '../../runtime/jsonata/span';
import type { Span } from './outline';

/** A name in an expression that stands for a step. */
export interface OutputRead {
  /** `body`, or `parent.child`. */
  step: string;
  name: string;
  span: Span;
}

/**
 * The steps that an expression reads as `$outputs.<step>`, and as `$outputs.<step>.<child>` whatever the child is.
 *
 * @param form `bare`: as `outputs.<step>`, which manifests do
 */
export function outputReads({ ast, map }: { ast: Ast; map: SourceMap }, form?: 'bare'): OutputRead[] {
  const found = new Map<number, OutputRead>();
  for (const node of nodesOf(ast)) {
    const names = node.type === 'path' ? namesBehindOutputs(node, form) : [];
    const path: string[] = [];
    for (const name of names) {
      path.push(name.value);
      const span = map.spanOf(name);
      if (span) {
        found.set(span.start, { step: path.join('.'), name: name.value, span });
      }
    }
  }
  return [...found.values()];
}

/** A step is at most two names deep: steps nest only once. */
function namesBehindOutputs({ steps: [first, ...rest] }: PathNode, form: 'bare' | undefined) {
  const isOutputs =
    form === 'bare'
      ? first?.type === 'name' && first.value === 'outputs'
      : first?.type === 'variable' && first.value === 'outputs';
  const names = isOutputs ? rest.slice(0, 2) : [];
  const end = names.findIndex(({ type }) => type !== 'name');
  return (end < 0 ? names : names.slice(0, end)).flatMap((node) => (node.type === 'name' ? [node] : []));
}
