import type { LintExpression } from '../model/model';

/**
 * The offset in the file of an offset in an expression's text; undefined if it is unknown, as in folded blocks and
 * after escapes.
 */
export function fileOffset(expression: LintExpression, offset: number): number | undefined {
  const { text, document } = expression;
  const { at } = expression.where(offset);
  if (!at) {
    return undefined;
  }
  const before = document.text.split('\n').slice(0, at.line - 1);
  const found = before.reduce((sum, line) => sum + line.length + 1, 0) + at.column - 1;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return document.text.slice(0, found).endsWith(line) ? found : undefined;
}
