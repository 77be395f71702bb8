import { isObject } from '../../runtime/isObject';

type Schema = Record<string, unknown>;

/** The keywords that say something about values of one type only. */
const keywordsOf: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['items', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
  object: [
    ...['properties', 'patternProperties', 'additionalProperties', 'required', 'dependencies'],
    ...['minProperties', 'maxProperties', 'propertyNames'],
  ],
};

/** Keywords with schemas for the value itself, and for what is in it. */
const forItself = new Set(['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'not']);
const forParts = new Set(['additionalItems', 'additionalProperties', 'contains', 'items', 'propertyNames']);
const byName = new Set(['definitions', 'dependencies', 'patternProperties', 'properties']);

/**
 * A schema that accepts the same values and that Ajv compiles with `strictTypes`: each schema has one type at most, and each keyword
 * is next to the type that it is about, or below it.
 *
 * @param known the type that the value has, by what is around the schema
 */
export function toStrictTypes(schema: unknown, known?: string): unknown {
  if (Array.isArray(schema)) {
    return schema.map((each) => toStrictTypes(each, known));
  }
  if (!isObject(schema)) {
    return schema;
  }
  const { type, ...rest } = schema;
  const types = [type ?? []].flat().map(String);
  const [only = known] = types;
  if (types.length > 1) {
    const moved = types.map((each) => ({ type: each, ...pick(inside(rest), each) }));
    return withChoice(inside(rest), moved, Object.keys(keywordsOf));
  }
  const strict = inside(rest, only);
  return type === undefined && known === undefined
    ? withTypes(strict)
    : { ...(type === undefined ? {} : { type }), ...strict };
}

/** Keywords without a type let values of other types pass. */
function withTypes(schema: Schema): Schema {
  return Object.keys(keywordsOf)
    .filter((type) => keywordsIn(schema, type).length > 0)
    .reduce(
      (rest, type) => withChoice(rest, [{ type, ...pick(rest, type) }, { not: { type } }], [type]),
      schema,
    );
}

/** A schema with alternatives in place of its keywords for some types, in addition to those that it has. */
function withChoice(schema: Schema, anyOf: readonly Schema[], types: readonly string[]): Schema {
  const moved = types.flatMap((type) => keywordsIn(schema, type));
  const rest = Object.fromEntries(Object.entries(schema).filter(([key]) => !moved.includes(key)));
  const allOf = Array.isArray(rest.allOf) ? (rest.allOf as unknown[]) : [];
  return rest.anyOf === undefined ? { ...rest, anyOf } : { ...rest, allOf: [...allOf, { anyOf }] };
}

function pick(schema: Schema, type: string): Schema {
  return Object.fromEntries(keywordsIn(schema, type).map((key) => [key, schema[key]]));
}

function keywordsIn(schema: Schema, type: string): string[] {
  return (keywordsOf[type === 'integer' ? 'number' : type] ?? []).filter((key) => key in schema);
}

/** A schema whose inner schemas are strict. */
function inside(schema: Schema, known?: string): Schema {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (byName.has(key) && isObject(value)) {
        const named = Object.entries(value).map(([name, each]) => [name, toStrictTypes(each)]);
        return [key, Object.fromEntries(named)];
      }
      return [
        key,
        forItself.has(key) ? toStrictTypes(value, known) : forParts.has(key) ? toStrictTypes(value) : value,
      ];
    }),
  );
}
