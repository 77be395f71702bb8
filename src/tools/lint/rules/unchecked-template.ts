import type { Rule } from '../rule';

/**
 * A workflow of a host's folder whose templates are json-template, a language that destkit does not read and that runs as
 * JavaScript. Loading refuses it unless the caller allows code.
 */
export const rule: Rule = {
  id: 'unchecked-template',
  severity: 'error',
  check: ({ workflows, allowCode }) =>
    workflows
      .filter(({ isJsonTemplate }) => isJsonTemplate)
      .map(({ document }) => ({
        message:
          'the templates of this workflow are json-template, which runs as JavaScript: lint checks its YAML, keys and names, not the templates',
        where: document.whereValue(['templateType']),
        ...(allowCode ? { severity: 'warning' } : {}),
      })),
};
