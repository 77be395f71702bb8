import type { JsonSchema } from './jsonSchema';

/** The type of a reference such as `#/definitions/eventList`. */
type Refer = (ref: string) => string;

/**
 * The TypeScript type of a schema: the intersection of all of its constraints, and `unknown` if types cannot express
 * any of them.
 */
export function typeOf(schema: JsonSchema, refer: Refer, indent: string): string {
  const choices = [schema.anyOf, schema.oneOf].flatMap((choice) => {
    const types = (choice ?? []).map((each) => typeOf(each, refer, indent));
    return types.length === 0 ? [] : [union(types)];
  });
  const parts = [
    ...(schema.$ref === undefined ? [] : [refer(schema.$ref)]),
    ...ownType(schema, refer, indent),
    ...choices,
    ...(schema.allOf ?? []).map((each) => typeOf(each, refer, indent)),
  ];
  const known = [...new Set(parts.filter((part) => part !== 'unknown'))];
  return known.length === 0
    ? 'unknown'
    : known.map((part) => (known.length > 1 ? grouped(part) : part)).join(' & ');
}

/** The type of the value itself, without references and choices. */
function ownType(schema: JsonSchema, refer: Refer, indent: string): string[] {
  if (schema.enum) {
    return [union(schema.enum.map((value) => JSON.stringify(value)))];
  }
  if (schema.const !== undefined) {
    return [JSON.stringify(schema.const)];
  }
  const types = [schema.type ?? []].flat();
  return types.length === 0 ? [] : [union(types.map((type) => plainType(type, schema, refer, indent)))];
}

function plainType(type: string, schema: JsonSchema, refer: Refer, indent: string): string {
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
      return 'number';
    case 'array':
      // A tuple (one schema per item) is rare, and no setting needs it.
      return schema.items === undefined || Array.isArray(schema.items)
        ? 'unknown[]'
        : listOf(typeOf(schema.items, refer, indent));
    case 'object':
      return objectType(schema, refer, indent);
    default:
      return 'unknown';
  }
}

function objectType(schema: JsonSchema, refer: Refer, indent: string): string {
  const inner = `${indent}  `;
  const { required = [], additionalProperties } = schema;
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${docComment(field, inner)}${inner}${propertyName(name)}${mark}: ${typeOf(field, refer, inner)};\n`;
  });
  const open = Object.values(schema.patternProperties ?? {});
  if (typeof additionalProperties === 'object') {
    open.push(additionalProperties);
  }
  if (open.length > 0 || additionalProperties !== false) {
    // An index signature must also allow the values of the named keys.
    const type =
      rows.length > 0 || open.length === 0
        ? 'unknown'
        : union(open.map((each) => typeOf(each, refer, inner)));
    rows.push(`${inner}[key: string]: ${type};\n`);
  }
  return rows.length === 0 ? 'Record<string, never>' : `{\n${rows.join('')}${indent}}`;
}

function union(types: readonly string[]): string {
  const unique = [...new Set(types)];
  return unique.includes('unknown') ? 'unknown' : unique.join(' | ');
}

function listOf(type: string): string {
  return isName(type) ? `${type}[]` : `Array<${type}>`;
}

function grouped(type: string): string {
  return isName(type) ? type : `(${type})`;
}

function isName(type: string): boolean {
  return /^\w+$/.test(type);
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A schema's description and default as a doc comment; empty if it has neither. */
export function docComment({ description, default: fallback }: JsonSchema, indent: string): string {
  const rows = [
    ...(description === undefined ? [] : description.trim().split(/\s*\n\s*/)),
    ...(fallback === undefined ? [] : [`@default ${JSON.stringify(fallback)}`]),
  ].map((row) => row.replaceAll('*/', '*\\/'));
  const [first] = rows;
  return first === undefined
    ? ''
    : rows.length === 1
      ? `${indent}/** ${first} */\n`
      : `${indent}/**\n${rows.map((row) => `${indent} * ${row}\n`).join('')}${indent} */\n`;
}
