import type { ErrorObject } from 'ajv';
import { narrowDeadline, showDeadline } from '../deadline';
import { describeErrors, type Finding } from './findings';

/** A compiled JSON Schema. `check` returns the problems of a value; an empty array if there are none. */
export interface Validator {
  check(value: unknown): Finding[];
  /** Whether a value has no problems; faster than `check`. */
  accepts(value: unknown): boolean;
  /** The keys of an object that the schema defines, in its order. */
  readonly keys: readonly string[];
  /** The keys that are marked `x-secret`. */
  readonly secretKeys: readonly string[];
}

/** A validation function created by Ajv; `errors` are those of the last call. */
export interface Validate {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}

/** The exports of the JavaScript that is generated for a schema: see standalone.ts. */
export interface SchemaModule {
  /** Creates the validation function; its errors refer to parts of the schema that is passed in. */
  make(schema: object): Validate;
}

/** Milliseconds that a value may take: a pattern of a stranger's schema may run on. Nothing else takes as long. */
const TIME_LIMIT = 1000;

/** `schema` is the same object whose parts the errors of `validate` contain. */
export function createValidator(validate: Validate, schema: object): Validator {
  const isValid = (value: unknown): boolean => {
    const before = narrowDeadline(TIME_LIMIT);
    try {
      return validate(value);
    } finally {
      showDeadline(before);
    }
  };
  const { properties = {} } = schema as { properties?: Record<string, { 'x-secret'?: unknown }> };
  return {
    keys: Object.keys(properties),
    secretKeys: Object.keys(properties).filter((key) => properties[key]?.['x-secret'] === true),
    accepts: isValid,
    check(value) {
      return isValid(value) ? [] : describeErrors(validate.errors ?? [], value, schema);
    },
  };
}
