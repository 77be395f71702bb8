import type { Path } from '../../../runtime/schema/document';
import type { Problem } from '../finding';
import type { SchemaDocument } from '../model/model';
import type { Rule } from '../rule';
import { namesAndStrings } from '../tree/namesAndStrings';

/**
 * A field of a request's schema that no step writes. A field counts as written if its name occurs anywhere, including
 * in tables.
 */
export const rule: Rule = {
  id: 'unwritten-field',
  severity: 'warning',
  check(model) {
    const words = namesAndStrings(model);
    return words ? model.requests.flatMap((schema) => checkSchema(schema, words)) : [];
  },
};

function checkSchema({ value, document }: SchemaDocument, words: ReadonlySet<string>): Problem[] {
  return unwrittenPaths(value, [], words).map((path) => ({
    message: `no step writes ${String(path.at(-1))}`,
    where: document.whereKey(path),
  }));
}

/** The paths of the fields that a schema lists under `properties` and that are not written. */
function unwrittenPaths(schema: unknown, path: Path, words: ReadonlySet<string>): Path[] {
  const { properties, items } = (schema ?? {}) as { properties?: Record<string, unknown>; items?: unknown };
  const fields = Object.entries(properties ?? {}).flatMap(([name, field]) => {
    const own = [...path, 'properties', name];
    // The fields inside an unwritten field are not reported separately.
    return words.has(name) ? unwrittenPaths(field, own, words) : [own];
  });
  return items === undefined ? fields : [...fields, ...unwrittenPaths(items, [...path, 'items'], words)];
}
