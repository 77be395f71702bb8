import { metaSchema, metaSchemaText } from '../schema/metaSchema';
import { compileSchema, type Validator } from '../schema/validator';
import type { Files } from './nodeFiles';

const REMEMBERED_SCHEMAS = 50;
const opened = new Map<string, Validator>();

/**
 * The validator of a schema; the same one for the same text. Throws when the schema cannot be used.
 *
 * @param text  of its file
 * @param value what the text holds
 */
export function openSchema(text: string, value: unknown, files: Files): Validator {
  const known = opened.get(text);
  if (known) {
    return known;
  }
  const validator = files.readyValidator(text) ?? compileSchema(value as object);
  if (opened.size >= REMEMBERED_SCHEMAS) {
    opened.clear();
  }
  opened.set(text, validator);
  return validator;
}

/** The validator of one of the package's own schemas: `destination` or `workflow`. */
export async function openOwnSchema(name: string, files: Files): Promise<Validator> {
  const text = await files.read(files.join(files.packageRoot, `schemas/${name}.schema.json`));
  return opened.get(text) ?? openSchema(text, JSON.parse(text), files);
}

/** The validator of JSON Schemas themselves. */
export function openMetaSchema(files: Files): Validator {
  return openSchema(metaSchemaText, metaSchema, files);
}
