import equal from 'ajv/dist/runtime/equal';
import ucs2length from 'ajv/dist/runtime/ucs2length';
import * as formats from 'ajv-formats/dist/formats';
import type { MakeFunction } from '../../runtime/jsonata/instantiate';
import { createValidator, type Validate, type Validator } from '../../runtime/schema/validating';

/** JavaScript that an export has generated, for a host that does not allow code generation. */
export interface WrittenCode {
  /** The functions that the compiler would create, by the hashes of their source code. */
  functions: Readonly<Record<string, ReturnType<MakeFunction>>>;
  configSchema: object;
  /** See standalone.ts. */
  validate: (schema: object, require: (name: string) => unknown, module: { exports: unknown }) => void;
}

/** Finds each function that the compiler requests among the generated ones. */
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
