import type { Problem } from '../finding';
import { isObject } from '../../../runtime/isObject';
import type { LintModel } from '../model/model';
import type { Rule } from '../rule';
import { fieldsRead } from '../tree/fieldsRead';

/** An unused entry of a table whose accesses all use fixed names. Tables that are read in other ways are skipped. */
export const rule: Rule = {
  id: 'unused-table-entry',
  severity: 'warning',
  check: (model) => model.tables.flatMap((table) => checkTable(model, table)),
};

function checkTable({ workflows }: LintModel, table: LintModel['tables'][number]): Problem[] {
  if (!isObject(table.value)) {
    return [];
  }
  return Object.entries(table.value).flatMap(([name, entries]) => {
    const users = workflows.filter(({ bindings }) =>
      bindings.some((binding) => binding.table === table && binding.names.includes(name)),
    );
    const read = fieldsRead(
      users.flatMap(({ expressions }) => expressions),
      name,
    );
    // If a name is read that does not exist, it may be a misspelling of this entry; unknown-path reports it.
    if (!isObject(entries) || !read?.size || [...read].some((entry) => !Object.hasOwn(entries, entry))) {
      return [];
    }
    return Object.keys(entries)
      .filter((entry) => !read.has(entry))
      .map((entry) => ({
        message: `no expression reads $${name}.${entry}`,
        where: table.whereKey([name, entry]),
      }));
  });
}
