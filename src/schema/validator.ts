import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { describeErrors, type Finding } from './findings';

/** A compiled JSON Schema. `check` returns what is wrong with a value; an empty list means nothing is. */
export interface Validator {
  check(value: unknown): Finding[];
  /** Whether nothing is wrong, for whoever need not know what. */
  accepts(value: unknown): boolean;
  /** The keys that the schema knows of an object, in its order. */
  readonly keys: readonly string[];
  /** Those of them that are marked `x-secret`. */
  readonly secretKeys: readonly string[];
}

let ajv: Ajv | undefined;

/** One instance for all schemas: each would compile the meta-schema anew, which takes longer than most schemas. */
function sharedAjv(): Ajv {
  if (!ajv) {
    // Verbose errors carry the part of the schema that refused: a recursive $ref makes its path ambiguous.
    // Schemas are not kept by their $id: a folder that is read again brings the same ones.
    const options = {
      allErrors: true,
      strict: false,
      ownProperties: true,
      verbose: true,
      addUsedSchema: false,
    };
    ajv = new Ajv(options);
    addFormats(ajv);
  }
  return ajv;
}

/** Compiles a JSON Schema (draft-07). Throws when the schema itself is malformed. */
export function compileSchema(schema: object): Validator {
  const validate: ValidateFunction = sharedAjv().compile(schema);
  const { properties = {} } = schema as { properties?: Record<string, { 'x-secret'?: unknown }> };
  return {
    keys: Object.keys(properties),
    accepts: (value) => validate(value),
    secretKeys: Object.keys(properties).filter((key) => properties[key]?.['x-secret'] === true),
    check(value) {
      return validate(value) ? [] : describeErrors(validate.errors ?? [], value, schema);
    },
  };
}
