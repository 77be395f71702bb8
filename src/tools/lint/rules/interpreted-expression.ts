import { findUnsupported } from '../../../runtime/jsonata/analyse';
import type { Rule } from '../rule';

/** An expression that cannot be compiled: the interpreter runs it, which takes a hundred times as long. */
export const rule: Rule = {
  id: 'interpreted-expression',
  severity: 'warning',
  check: ({ expressions }) =>
    expressions.flatMap((expression) => {
      const { ast, text } = expression;
      const reason = ast && findUnsupported(ast);
      if (reason === undefined) {
        return [];
      }
      const offset = Math.max(0, text.indexOf('$eval'));
      return [
        {
          message: `the interpreter runs this expression: ${reason}`,
          where: expression.where(offset, '$eval'.length),
        },
      ];
    }),
};
