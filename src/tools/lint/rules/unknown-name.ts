import type { Rule } from '../rule';
import { loadProblems } from '../tree/loadProblems';

/** A function, table or variable that nothing binds. */
export const rule: Rule = {
  id: 'unknown-name',
  severity: 'error',
  check: (model) => loadProblems(model, 'EXPRESSION_UNKNOWN_NAME'),
};
