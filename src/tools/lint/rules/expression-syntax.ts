import type { Rule } from '../rule';
import { loadProblems } from '../tree/loadProblems';

/** An expression that is not valid JSONata. */
export const rule: Rule = {
  id: 'expression-syntax',
  severity: 'error',
  check: (model) => loadProblems(model, 'EXPRESSION_SYNTAX'),
};
