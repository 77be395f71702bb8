import type { ErrorObject } from 'ajv';
import { narrowDeadline, showDeadline } from '../deadline';
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

/** A function that Ajv has made of a schema; `errors` are those of the last call. */
export interface Validate {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}

/** What the JavaScript that is written for a schema exports: see standalone.ts. */
export interface SchemaModule {
  /** Makes the function that validates; its errors carry parts of the schema that it is given. */
  make(schema: object): Validate;
}

/** Milliseconds that a value may take: a pattern of a stranger's schema may run on. Nothing else takes as long. */
const TIME_LIMIT = 1000;

/** `schema` is the very object whose parts the errors of `validate` carry. */
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
