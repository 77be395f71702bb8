import type { Ast } from '../../../runtime/jsonata/ast';
import { parse } from '../../../runtime/jsonata/compile';
import { checkExpression, checkTree } from '../../../runtime/workflow/checkExpression';
import type { Expression } from '../../../runtime/workflow/expressions';
import { walk } from '../tree/walk';
import type { LintExpression } from './model';

/** An expression with its tree and what loading would report of it. */
export function toLintExpression(
  expression: Expression,
  bound: ReadonlySet<string> | undefined,
): LintExpression {
  let ast: Ast;
  try {
    ast = parse(expression.text);
  } catch {
    return { ...expression, ast: undefined, nodes: [], problems: checkExpression(expression, bound) };
  }
  return { ...expression, ast, nodes: [...walk(ast)], problems: checkTree(expression, ast, bound) };
}
