import type { Where } from '../../errors/destkitError';
import type { Ast } from '../../jsonata/ast';
import { spanOf } from '../../jsonata/span';
import type { LintExpression } from '../model/model';

/** Where a node of an expression stands in its file; the caret goes below all of it that is on its first line. */
export function whereNode(expression: LintExpression, ...nodes: readonly Ast[]): Where {
  const spans = nodes.flatMap((node) => spanOf(node, expression.text) ?? []);
  const start = Math.min(...spans.map((span) => span.start));
  if (!Number.isFinite(start)) {
    return expression.where(0);
  }
  return expression.where(start, Math.max(...spans.map(({ end }) => end)) - start);
}
