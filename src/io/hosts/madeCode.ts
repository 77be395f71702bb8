import equal from 'ajv/dist/runtime/equal';
import ucs2length from 'ajv/dist/runtime/ucs2length';
import * as formats from 'ajv-formats/dist/formats';
import type { Code } from '../../runtime/jsonata/instantiate';
import { createValidator, type Validate, type Validator } from '../../runtime/schema/validating';
import type { StoredCode } from '../../runtime/workflow/storedCode';

/** What an export writes below the code of a bundle. */
export interface MadeCode {
  code: StoredCode;
  /** The functions that the stored code names by number. */
  functions: Code[];
  configSchema: object;
  /** See standalone.ts. */
  validate: (schema: object, require: (name: string) => unknown, module: { exports: unknown }) => void;
}

/** The modules that the code of a validator asks for. */
const modules: Record<string, unknown> = {
  'ajv/dist/runtime/equal': { default: equal },
  'ajv/dist/runtime/ucs2length': { default: ucs2length },
  'ajv-formats/dist/formats': formats,
};

export function openValidator({ configSchema, validate }: MadeCode): Validator {
  const module: { exports: unknown } = { exports: undefined };
  validate(configSchema, (name) => modules[name], module);
  return createValidator(module.exports as Validate, configSchema);
}
