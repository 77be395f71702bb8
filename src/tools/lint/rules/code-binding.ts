import { findCodeBindings } from '../../../runtime/workflow/checkSources';
import type { Rule } from '../rule';

/** A binding to JavaScript, which loading refuses unless the caller allows code. */
export const rule: Rule = {
  id: 'code-binding',
  severity: 'error',
  check: ({ workflows, allowCode }) =>
    workflows
      // For json-template, unchecked-template reports it.
      .filter(({ isJsonTemplate }) => !isJsonTemplate)
      .flatMap(({ document }) => findCodeBindings(document))
      .map(({ message, where }) => ({ message, where, ...(allowCode ? { severity: 'warning' } : {}) })),
};
