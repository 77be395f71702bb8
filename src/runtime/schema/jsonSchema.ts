import { parsePointer, valueAt } from './pointer';

/** The keywords of a JSON Schema (draft-07) that destkit reads, apart from validation. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  patternProperties?: Record<string, JsonSchema>;
  items?: JsonSchema | JsonSchema[];
  definitions?: Record<string, JsonSchema>;
  description?: string;
  default?: unknown;
  'x-secret'?: boolean;
  'x-read-by'?: string;
}

/** The definition of a template string, which contains no information on the value itself. */
const TEMPLATE = '#/definitions/dynamic';

/** The target of a schema's `$ref` within its file; undefined if there is none. */
export function followRef({ $ref }: JsonSchema, root: object): JsonSchema | undefined {
  return typeof $ref === 'string' && $ref.startsWith('#/')
    ? (valueAt(root, parsePointer(decodeURIComponent($ref.slice(1)), root)) as JsonSchema | undefined)
    : undefined;
}

/** A schema and the schemas that it consists of: its reference, its alternatives, and additional constraints. */
export function schemaParts(
  schema: JsonSchema,
  root: object,
  seen = new Set<JsonSchema>(),
): readonly JsonSchema[] {
  if (schema.$ref === TEMPLATE || seen.has(schema)) {
    return [];
  }
  seen.add(schema);
  const { anyOf = [], oneOf = [], allOf = [] } = schema;
  const parts = [followRef(schema, root) ?? [], anyOf, oneOf, allOf].flat();
  return [schema, ...parts.flatMap((part) => schemaParts(part, root, seen))];
}
