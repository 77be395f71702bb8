import Ajv, { type Options } from 'ajv';
import addFormats from 'ajv-formats';
import { createValidator, type Validator } from './validating';

export type { Validator } from './validating';

// Verbose errors carry the part of the schema that refused: a recursive $ref makes its path ambiguous.
// Schemas are not kept by their $id: a folder that is read again brings the same ones.
export const ajvOptions: Options = {
  allErrors: true,
  strict: false,
  ownProperties: true,
  verbose: true,
  addUsedSchema: false,
};

let ajv: Ajv | undefined;

/** One instance for all schemas: each would compile the meta-schema anew, which takes longer than most schemas. */
function sharedAjv(): Ajv {
  if (!ajv) {
    ajv = new Ajv(ajvOptions);
    addFormats(ajv);
  }
  return ajv;
}

/** Compiles a JSON Schema (draft-07). Throws when the schema itself is malformed. */
export function compileSchema(schema: object): Validator {
  return createValidator(sharedAjv().compile(schema), schema);
}
