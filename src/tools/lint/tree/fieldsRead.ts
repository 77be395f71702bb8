import type { LintExpression } from '../model/model';
import { namesBehind } from './walk';

/** The fields that are read as `$variable.field`; undefined when it is read in any other way too, or an expression is none. */
export function fieldsRead(
  expressions: readonly LintExpression[],
  variable: string,
): Set<string> | undefined {
  const read = new Set<string>();
  for (const { ast, nodes } of expressions) {
    if (!ast) {
      return undefined;
    }
    for (const { node, above } of nodes) {
      if (node.type === 'variable' && node.value === variable) {
        const [first] = namesBehind(above.at(-1) ?? node)?.names ?? [];
        if (first?.type !== 'name') {
          return undefined;
        }
        read.add(first.value);
      }
    }
  }
  return read;
}
