import type { JsonSchema } from '../../../runtime/schema/jsonSchema';
import { objectShape, type Shape } from './shape';

const plainTypes = ['string', 'number', 'integer', 'boolean', 'null'];

/**
 * The shape of the values of a JSON Schema. The fields of a schema with `properties` are considered complete, unless
 * it also describes other fields.
 */
export function schemaShape(schema: JsonSchema): Shape {
  const { type, properties, additionalProperties, items } = schema;
  if (properties) {
    const fields = Object.entries(properties).map(([name, field]): [string, Shape] => [
      name,
      schemaShape(field),
    ]);
    const isOpen = additionalProperties !== undefined && additionalProperties !== false;
    return { ...objectShape(new Map(fields), isOpen), schemas: [schema] };
  }
  if (items && !Array.isArray(items) && type === 'array') {
    return schemaShape(items);
  }
  const types = [type ?? []].flat();
  return types.length > 0 && types.every((each) => plainTypes.includes(each)) ? 'none' : 'unknown';
}
