import type { Validator } from '../schema/validating';
import { asHostSchema } from './hostWorkflowSchema';
import type { Files } from './nodeFiles';
import { BoundedCache } from '../boundedCache';

const REMEMBERED_SCHEMAS = 50;
const opened = new BoundedCache<string, Validator>(REMEMBERED_SCHEMAS);

/**
 * Returns a function that compiles the schema on first use; the same text gets the same function. The function throws
 * if the schema is invalid.
 *
 * @param text the text of the schema's file
 * @param value the parsed text
 */
export function schemaOpener(text: string, value: unknown, files: Files): () => Validator {
  const compile = files.schemaCompiler(text, value as object);
  let validator: Validator | undefined;
  return () => (validator ??= opened.get(text, compile));
}

/** The package's own schemas: those of destkit's files, of a host's workflow files, and of schemas themselves. */
export type OwnSchema = 'destination' | 'workflow' | 'host-workflow' | 'json-schema';

/** The validator of one of the package's own schemas; the same one each time. */
export async function openOwnSchema(name: OwnSchema, files: Files): Promise<Validator> {
  if (name === 'host-workflow') {
    return asHostSchema(await openOwnSchema('workflow', files));
  }
  const text = await files.read(files.join(files.packageRoot, `schemas/${name}.schema.json`));
  return opened.get(text, () => files.schemaCompiler(text, JSON.parse(text) as object)());
}
