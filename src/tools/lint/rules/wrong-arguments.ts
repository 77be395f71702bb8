import type { Rule } from '../rule';
import { loadProblems } from '../tree/loadProblems';

/** A call of a JSONata function with arguments that it never accepts. */
export const rule: Rule = {
  id: 'wrong-arguments',
  severity: 'error',
  check: (model) => loadProblems(model, 'EXPRESSION_ARGUMENTS'),
};
