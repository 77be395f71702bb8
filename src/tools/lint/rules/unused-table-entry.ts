import type { Problem } from '../finding';
import { isObject } from '../../../runtime/isObject';
import type { LintModel } from '../model/model';
import type { Rule } from '../rule';
import { fieldsRead } from '../tree/fieldsRead';

/** An entry of a table that is read by name only, and never by this one. A table that is looked up in is left alone. */
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
    // What is read and not there is a misspelling of what is there, and unknown-path's business.
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
