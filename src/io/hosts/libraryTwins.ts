/**
 * Functions that workflow-engine binds in every workflow, for hosts that do not have it. `sum` is lodash's and not the
 * language's: 0 for what is no list, and what is undefined does not count.
 */
export const libraryTwins = {
  sum(list: unknown): unknown {
    const { length = 0 } = (list ?? {}) as { length?: number };
    let total: unknown;
    for (let index = 0; index < length; index++) {
      const value = (list as ArrayLike<unknown>)[index];
      if (value !== undefined) {
        // Texts are joined, as in lodash.
        total = total === undefined ? value : (total as number) + (value as number);
      }
    }
    return length > 0 ? total : 0;
  },
  values: (object: object): unknown[] => Object.values(object),
  toArray: (value: unknown): unknown => (value === undefined || Array.isArray(value) ? value : [value]),
};
