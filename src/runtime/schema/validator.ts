import type { Ajv, Options } from 'ajv';
import { createValidator, type Validator } from './validating';
import { BoundedCache } from '../boundedCache';

// Verbose errors carry the part of the schema that refused: a recursive $ref makes its path ambiguous.
// Schemas are not kept by their $id: a folder that is read again brings the same ones.
// Whether they are schemas at all is checked when they are read, by schemas/json-schema.schema.json.
export const ajvOptions: Options = {
  allErrors: true,
  strict: false,
  ownProperties: true,
  verbose: true,
  addUsedSchema: false,
  validateSchema: false,
};

let ajv: Ajv | undefined;

/** One instance for all schemas: each would compile the meta-schema anew, which takes longer than most schemas. */
function sharedAjv(): Ajv {
  if (!ajv) {
    // Loaded when it is needed, which it is not where all schemas are ready: see ready.ts.
    /* eslint-disable @typescript-eslint/no-require-imports -- only require can wait and be synchronous */
    const { default: DraftSeven } = require('ajv') as typeof import('ajv');
    const { default: addFormats } = require('ajv-formats') as typeof import('ajv-formats');
    /* eslint-enable @typescript-eslint/no-require-imports */
    // Shorter code is not worth the time that it takes to find it.
    ajv = new DraftSeven({ ...ajvOptions, code: { optimize: false } });
    addFormats(ajv);
  }
  return ajv;
}

const REMEMBERED_SCHEMAS = 50;
const compiled = new BoundedCache<string, Validator>(REMEMBERED_SCHEMAS);

/**
 * Compiles a JSON Schema (draft-07), once for each content: a folder that is read again after an edit brings the same ones,
 * and compiling takes longer than everything else about them.
 */
export function compileSchema(schema: object): Validator {
  return compiled.get(JSON.stringify(schema), () => createValidator(sharedAjv().compile(schema), schema));
}
