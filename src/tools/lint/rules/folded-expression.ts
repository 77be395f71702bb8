import { isScalar } from 'yaml';
import { isSameExpression } from '../../../runtime/jsonata/analyse';
import { parse } from '../../../runtime/jsonata/compile';
import { TextDocument } from '../../../runtime/schema/document';
import type { Edit } from '../finding';
import type { LintExpression } from '../model/model';
import type { Rule } from '../rule';

/** An expression in a folded `>` block: its lines are joined, so errors have no exact place. */
export const rule: Rule = {
  id: 'folded-expression',
  severity: 'warning',
  check: ({ expressions }) =>
    expressions.flatMap((expression) => {
      const offset = foldedOffset(expression);
      if (offset === undefined) {
        return [];
      }
      const edit = literalEdit(expression, offset);
      return [
        {
          message: 'a folded block (>) loses the places of errors; write the expression in a literal one (|)',
          where: expression.document.whereOffset(offset),
          ...(edit ? { edit } : {}),
        },
      ];
    }),
};

function foldedOffset({ document, path }: LintExpression): number | undefined {
  const node = path && document.nodeAt(path);
  return isScalar(node) && node.type === 'BLOCK_FOLDED' ? node.range?.[0] : undefined;
}

/** Replaces `>` with `|` if the expression stays the same; a string literal that spans lines would not. */
function literalEdit({ ast, document, path = [] }: LintExpression, offset: number): Edit | undefined {
  const text = `${document.text.slice(0, offset)}|${document.text.slice(offset + 1)}`;
  const node = new TextDocument(document.file, text).nodeAt(path);
  try {
    const isSame = ast && isScalar(node) && isSameExpression(ast, parse(String(node.value)));
    return isSame ? { file: document.file, offset, length: 1, text: '|' } : undefined;
  } catch {
    return undefined;
  }
}
