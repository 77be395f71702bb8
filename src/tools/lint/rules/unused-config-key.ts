import type { Rule } from '../rule';
import { namesAndStrings } from '../tree/namesAndStrings';

/**
 * A setting that no step reads. Settings that only the host reads are marked with `"x-read-by": "host"` in the
 * schema. A setting counts as read if its name occurs anywhere, because its name may come from a table.
 */
export const rule: Rule = {
  id: 'unused-config-key',
  severity: 'warning',
  check(model) {
    const words = namesAndStrings(model);
    if (!model.config || !words) {
      return [];
    }
    const { properties = {} } = model.config.value as {
      properties?: Record<string, { 'x-read-by'?: unknown }>;
    };
    const unread = Object.keys(properties).filter(
      (key) => !words.has(key) && properties[key]?.['x-read-by'] !== 'host',
    );
    const { document } = model.config;
    return unread.map((key) => ({
      message: `no step reads config.${key}`,
      where: document.whereKey(['properties', key]),
    }));
  },
};
