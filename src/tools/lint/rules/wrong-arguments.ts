import type { Rule } from '../rule';
import { loadProblems } from '../tree/loadProblems';

/** A call of one of JSONata's functions with arguments that it can never take. */
export const rule: Rule = {
  id: 'wrong-arguments',
  severity: 'error',
  check: (model) => loadProblems(model, 'EXPRESSION_ARGUMENTS'),
};
