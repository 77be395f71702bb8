import type { JsonSchema } from '../../runtime/schema/jsonSchema';
import type { ObjectShape, Shape } from '../lint/shapes/shape';

const SHOWN_FIELDS = 12;

/** The type of a field in words, and what its schema says about it. */
export function fieldDocs(owner: ObjectShape, name: string): { type: string; description?: string } {
  const schemas = (owner.schemas ?? []).flatMap(({ properties = {} }) => properties[name] ?? []);
  const types = new Set(schemas.flatMap(typesOf));
  const descriptions = new Set(schemas.flatMap(({ description }) => description ?? []));
  const type = types.size > 0 ? [...types].join(' | ') : shapeText(owner.fields.get(name) ?? 'unknown');
  return descriptions.size > 0 ? { type, description: [...descriptions].join('\n\n') } : { type };
}

/** A shape in words. */
export function shapeText(shape: Shape): string {
  if (typeof shape === 'string') {
    return shape === 'none' ? 'string, number, boolean or null' : 'not known';
  }
  const names = [...shape.fields.keys()];
  const shown = names.slice(0, SHOWN_FIELDS);
  const rest = names.length > shown.length || shape.isOpen ? ['…'] : [];
  return `{${[...shown, ...rest].join(', ')}}`;
}

function typesOf({ type, enum: values, const: value, properties }: JsonSchema): string[] {
  if (values) {
    return values.map((each) => JSON.stringify(each));
  }
  if (value !== undefined) {
    return [JSON.stringify(value)];
  }
  return type === undefined ? (properties ? ['object'] : []) : [type].flat();
}
