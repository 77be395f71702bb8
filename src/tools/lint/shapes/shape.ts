import type { JsonSchema } from '../../../runtime/schema/jsonSchema';

/**
 * The statically known shape of a value: `unknown` may be anything; `none` has no fields (a string, a number,
 * undefined); an object has these fields, and others too if it is open. An array has the shape of its items, as in
 * paths.
 */
export type Shape = 'unknown' | 'none' | ObjectShape;

export interface ObjectShape {
  fields: ReadonlyMap<string, Shape>;
  isOpen: boolean;
  /** The JSON Schemas that it is from, which describe its fields. */
  schemas?: readonly JsonSchema[];
}

export function objectShape(
  fields: Record<string, Shape> | ReadonlyMap<string, Shape>,
  isOpen = false,
): ObjectShape {
  return { fields: fields instanceof Map ? fields : new Map(Object.entries(fields)), isOpen };
}

/** The shape of a value that has one of these shapes, or of merged values with these shapes. */
export function unite(...shapes: readonly Shape[]): Shape {
  return shapes.reduce(uniteTwo, 'none');
}

function uniteTwo(a: Shape, b: Shape): Shape {
  if (a === 'unknown' || b === 'unknown') {
    return 'unknown';
  }
  if (a === 'none') {
    return b;
  }
  if (b === 'none' || a === b) {
    return a;
  }
  const fields = new Map(a.fields);
  for (const [name, shape] of b.fields) {
    const other = fields.get(name);
    fields.set(name, other === undefined ? shape : uniteTwo(other, shape));
  }
  const schemas = uniteSchemas(a.schemas, b.schemas);
  return { fields, isOpen: a.isOpen || b.isOpen, ...(schemas ? { schemas } : {}) };
}

function uniteSchemas(a: ObjectShape['schemas'], b: ObjectShape['schemas']): ObjectShape['schemas'] {
  return a && b && a !== b ? [...new Set([...a, ...b])] : (a ?? b);
}

/** The shape of a field, or undefined if the value cannot have this field. */
export function fieldOf(shape: Shape, name: string): Shape | undefined {
  if (typeof shape === 'string') {
    return shape;
  }
  return shape.fields.get(name) ?? (shape.isOpen ? 'unknown' : undefined);
}
