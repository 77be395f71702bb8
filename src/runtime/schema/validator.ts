import type { Ajv, Options } from 'ajv';
import { createValidator, type Validator } from './validating';
import { BoundedCache } from '../boundedCache';

// Verbose errors contain the part of the schema that refused the value, because a recursive $ref makes its path
// ambiguous. Schemas are not registered by their $id: a folder that is read again contains the same ones.
// schemas/json-schema.schema.json validates the schemas themselves when they are read.
export const ajvOptions: Options = {
  allErrors: true,
  strict: false,
  ownProperties: true,
  verbose: true,
  addUsedSchema: false,
  validateSchema: false,
};

let ajv: Ajv | undefined;

/**
 * One instance for all schemas: each instance would compile the meta-schema again, which takes longer than most
 * schemas.
 */
function sharedAjv(): Ajv {
  if (!ajv) {
    // Loaded on first use; it is not needed if all schemas are precompiled: see precompiledSchemas.ts.
    /* eslint-disable @typescript-eslint/no-require-imports -- only require can wait and be synchronous */
    const { default: DraftSeven } = require('ajv') as typeof import('ajv');
    const { default: addFormats } = require('ajv-formats') as typeof import('ajv-formats');
    /* eslint-enable @typescript-eslint/no-require-imports */
    // Optimizing the code takes more time than it saves.
    ajv = new DraftSeven({ ...ajvOptions, code: { optimize: false } });
    addFormats(ajv);
  }
  return ajv;
}

const REMEMBERED_SCHEMAS = 50;
const compiled = new BoundedCache<string, Validator>(REMEMBERED_SCHEMAS);

/**
 * Compiles a JSON Schema (draft-07), once for each content: a folder that is read again after an edit contains the
 * same schemas, and compiling is the slowest part.
 */
export function compileSchema(schema: object): Validator {
  return compiled.get(JSON.stringify(schema), () => createValidator(sharedAjv().compile(schema), schema));
}
