import type { Validator } from '../schema/validating';
import { asHostSchema } from './hostWorkflowSchema';
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
