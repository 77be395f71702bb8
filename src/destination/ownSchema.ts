import { metaSchemaText } from '../schema/metaSchema';
import { compileSchema, type Validator } from '../schema/validator';
import type { Files } from './nodeFiles';

/** The validator of JSON Schemas themselves. */
export function openMetaSchema(files: Files): Validator {
  return open('draft-07', metaSchemaText, files);
}

const opened = new Map<string, { text: string; validator: Validator }>();

/** The validator of one of the package's own schemas: `destination` or `workflow`. */
export async function openOwnSchema(name: string, files: Files): Promise<Validator> {
  return open(name, await files.read(files.join(files.packageRoot, `schemas/${name}.schema.json`)), files);
}

function open(name: string, text: string, files: Files): Validator {
  const known = opened.get(name);
  if (known?.text === text) {
    return known.validator;
  }
  const validator = files.readyValidator(name, text) ?? compileSchema(JSON.parse(text) as object);
  opened.set(name, { text, validator });
  return validator;
}
