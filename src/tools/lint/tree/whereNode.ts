import type { Where } from '../../../runtime/errors/destkitError';
import type { Ast } from '../../../runtime/jsonata/ast';
import { SourceMap, type Span } from '../../../runtime/jsonata/span';
import type { LintExpression } from '../model/model';

const maps = new WeakMap<LintExpression, SourceMap>();

/** The range of a node in the text of its expression. */
export function spanIn(expression: LintExpression, node: Ast): Span | undefined {
  const map = maps.get(expression) ?? new SourceMap(expression.text);
  maps.set(expression, map);
  return map.spanOf(node);
}

/** The place of a node of an expression in its file; the caret underlines its part on the first line. */
export function whereNode(expression: LintExpression, ...nodes: readonly Ast[]): Where {
  const spans = nodes.flatMap((node) => spanIn(expression, node) ?? []);
  const start = Math.min(...spans.map((span) => span.start));
  if (!Number.isFinite(start)) {
    return expression.where(0);
  }
  return expression.where(start, Math.max(...spans.map(({ end }) => end)) - start);
}
