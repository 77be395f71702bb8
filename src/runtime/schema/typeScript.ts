import type { JsonSchema } from './jsonSchema';
import { docComment, typeOf } from './typeScriptTypes';

/**
 * Renders a JSON Schema (draft-07) as TypeScript: an interface with this name, and a type for each used definition.
 * Descriptions become doc comments. Constraints that types cannot express (patterns, limits, if/then) are omitted.
 * The generators on npm depend on a formatter and several parsers, which is too much for a command that writes one
 * file.
 *
 * @param name the name of the exported type; the definitions keep their own names
 */
export function toTypeScript(name: string, schema: object): string {
  const root = schema as JsonSchema;
  const written = new Map<string, string>();
  const pending = new Map<string, JsonSchema>([[name, root]]);
  const names = new Map<string, string>();
  /** The name of the type of a reference; the type is written later. */
  const refer = (ref: string): string => {
    const key = /^#\/definitions\/([^/]+)$/.exec(ref)?.[1] ?? '';
    const definition = root.definitions?.[key];
    if (definition === undefined) {
      return 'unknown';
    }
    const known = names.get(key);
    if (known !== undefined) {
      return known;
    }
    const own = unusedName(pascalCase(key), pending);
    names.set(key, own);
    pending.set(own, definition);
    return own;
  };
  // Types that are referred to are added to the map, and so to the loop, while it runs.
  for (const [own, part] of pending) {
    written.set(own, declare(own, part, refer));
  }
  return [...written.values()].join('\n');
}

/** `push-hub` -> `PushHub`: a valid type name. */
export function pascalCase(text: string): string {
  const name = text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return /^[A-Za-z]/.test(name) ? name : `Type${name}`;
}

function declare(name: string, schema: JsonSchema, refer: (ref: string) => string): string {
  const type = typeOf(schema, refer, '');
  const comment = docComment(schema, '');
  // An interface is more readable than a type of a plain object, also in editors.
  return type.startsWith('{') && type.indexOf('\n}') === type.length - 2
    ? `${comment}export interface ${name} ${type}\n`
    : `${comment}export type ${name} = ${type};\n`;
}

function unusedName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let unused = name;
  for (let number = 2; taken.has(unused); number += 1) {
    unused = `${name}${String(number)}`;
  }
  return unused;
}
