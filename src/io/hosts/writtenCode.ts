import equal from 'ajv/dist/runtime/equal';
import ucs2length from 'ajv/dist/runtime/ucs2length';
import * as formats from 'ajv-formats/dist/formats';
import type { MakeFunction } from '../../runtime/jsonata/instantiate';
import { createValidator, type Validate, type Validator } from '../../runtime/schema/validating';

/** JavaScript that an export has written out, for a host in which code cannot be made. */
export interface WrittenCode {
  /** What the compiler would make of the bodies of functions, by the hashes of their texts. */
  functions: Readonly<Record<string, ReturnType<MakeFunction>>>;
  configSchema: object;
  /** See standalone.ts. */
  validate: (schema: object, require: (name: string) => unknown, module: { exports: unknown }) => void;
}

/** Finds each function that the compiler asks for among those that were written. */
export function findFunction(
  functions: WrittenCode['functions'],
  hash: (text: string) => string,
): MakeFunction {
  return (_parameters, body) => {
    const found = functions[hash(body)];
    if (!found) {
      throw new Error('the export has no code for this input');
    }
    return found;
  };
}

/** The modules that the code of a validator asks for. */
export const modules: Record<string, unknown> = {
  'ajv/dist/runtime/equal': { default: equal },
  'ajv/dist/runtime/ucs2length': { default: ucs2length },
  'ajv-formats/dist/formats': formats,
};

export function openValidator({ configSchema, validate }: WrittenCode): Validator {
  const module: { exports: unknown } = { exports: undefined };
  validate(configSchema, (name) => modules[name], module);
  return createValidator(module.exports as Validate, configSchema);
}
