/**
 * The functions that workflow-engine binds in every workflow, for hosts without workflow-engine. `sum` behaves like
 * lodash's, not like JSONata's `$sum`: it returns 0 for a value that is not an array, and skips undefined items.
 */
export const workflowEngineBindings = {
  sum(list: unknown): unknown {
    const { length = 0 } = (list ?? {}) as { length?: number };
    let total: unknown;
    for (let index = 0; index < length; index++) {
      const value = (list as ArrayLike<unknown>)[index];
      if (value !== undefined) {
        // Strings are concatenated, as in lodash.
        total = total === undefined ? value : (total as number) + (value as number);
      }
    }
    return length > 0 ? total : 0;
  },
  values: (object: object): unknown[] => Object.values(object),
  toArray: (value: unknown): unknown => (value === undefined || Array.isArray(value) ? value : [value]),
};
