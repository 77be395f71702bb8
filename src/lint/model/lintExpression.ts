import { parse } from '../../jsonata/compile';
import { checkExpression } from '../../workflow/checkExpression';
import type { Expression } from '../../workflow/expressions';
import type { LintExpression } from './model';

/** An expression with its tree and what loading would report of it. */
export function toLintExpression(
  expression: Expression,
  bound: ReadonlySet<string> | undefined,
): LintExpression {
  const problems = checkExpression(expression, bound);
  const isBroken = problems.some(({ code }) => code === 'EXPRESSION_SYNTAX');
  return { ...expression, problems, ast: isBroken ? undefined : parse(expression.text) };
}
