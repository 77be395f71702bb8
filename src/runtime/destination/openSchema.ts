import type { Validator } from '../schema/validating';
import type { Files } from './nodeFiles';
import { BoundedCache } from '../boundedCache';

const REMEMBERED_SCHEMAS = 50;
const opened = new BoundedCache<string, Validator>(REMEMBERED_SCHEMAS);

/**
 * Gives the validator of a schema when it is needed; the same one for the same text. What it gives throws when the schema
 * cannot be used.
 *
 * @param text  of its file
 * @param value what the text holds
 */
export function schemaOpener(text: string, value: unknown, files: Files): () => Validator {
  const compile = files.schemaCompiler(text, value as object);
  let validator: Validator | undefined;
  return () => (validator ??= opened.get(text, compile));
}

/** The validator of one of the package's own schemas: `destination`, `workflow`, or `json-schema` for schemas themselves. */
export async function openOwnSchema(name: string, files: Files): Promise<Validator> {
  const text = await files.read(files.join(files.packageRoot, `schemas/${name}.schema.json`));
  return opened.get(text, () => files.schemaCompiler(text, JSON.parse(text) as object)());
}
