import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { describeErrors, type Finding } from './findings';

/** A compiled JSON Schema. `check` returns what is wrong with a value; an empty list means nothing is. */
export interface Validator {
  check(value: unknown): Finding[];
}

/** Compiles a JSON Schema (draft-07). Throws when the schema itself is malformed. */
export function compileSchema(schema: object): Validator {
  const ajv = new Ajv({ allErrors: true, strict: false, ownProperties: true });
  addFormats(ajv);
  const validate: ValidateFunction = ajv.compile(schema);
  return {
    check(value) {
      if (validate(value)) {
        return [];
      }
      return describeErrors((validate.errors ?? []) as ErrorObject[], value, schema);
    },
  };
}
