import type { JsonSchema } from './jsonSchema';
import { docComment, typeOf } from './typeScriptTypes';

/**
 * The TypeScript of what a JSON Schema (draft-07) describes: an interface with this name, and a type for each of its
 * `definitions` that is used. Descriptions become doc comments. What types cannot say (patterns, limits, if/then) is left
 * to the schema. The generators on npm bring a formatter and several parsers along, for a command that writes one file.
 *
 * @param name of the exported type; the definitions are named after themselves
 */
export function toTypeScript(name: string, schema: object): string {
  const root = schema as JsonSchema;
  const written = new Map<string, string>();
  const pending = new Map<string, JsonSchema>([[name, root]]);
  const names = new Map<string, string>();
  /** The name of the type that a reference stands for, which is written when its turn comes. */
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
  // A type that is referred to joins the map, and so the loop, while it runs.
  for (const [own, part] of pending) {
    written.set(own, declare(own, part, refer));
  }
  return [...written.values()].join('\n');
}

/** `push-hub` -> `PushHub`: a name that is safe as that of a type. */
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
  // A plain object reads better, and is shown better by editors, as an interface.
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
