import type { Rule } from '../rule';
import { wordsOf } from '../tree/words';

/**
 * A setting that no step reads. One that only the host reads says so with `"x-read-by": "host"` in the schema.
 * Names count wherever they stand, so that a setting that is read by way of a table is not blamed.
 */
export const rule: Rule = {
  id: 'unused-config-key',
  severity: 'warning',
  check(model) {
    const words = wordsOf(model);
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
