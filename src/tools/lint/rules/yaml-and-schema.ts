import { didYouMean, suggest } from '../../../runtime/schema/suggest';
import type { Problem } from '../finding';
import { isObject } from '../../../runtime/isObject';
import type { LintModel, LintWorkflow } from '../model/model';
import type { Rule } from '../rule';
import { whereName } from '../tree/whereName';

/**
 * A file that is missing, is not valid YAML or JSON, or does not match its schema; or a table without the key of its
 * binding.
 */
export const rule: Rule = {
  id: 'yaml-and-schema',
  severity: 'error',
  check: (model: LintModel) => [...model.fileProblems, ...model.workflows.flatMap(checkBindings)],
};

function checkBindings({ document, bindings }: LintWorkflow): Problem[] {
  return bindings.flatMap(({ names, table, path }) => {
    if (!isObject(table?.value)) {
      return [];
    }
    const keys = Object.keys(table.value);
    return names
      .filter((name) => !keys.includes(name))
      .map((name) => ({
        message: `${table.file} has no key ${name} to bind${didYouMean(suggest(name, keys))}`,
        where: whereName(document, path, names, name),
      }));
  });
}
