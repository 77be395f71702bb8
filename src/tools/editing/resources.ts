import { knownNames } from '../../runtime/destination/knownNames';
import type { Files } from '../../runtime/destination/nodeFiles';
import { builtInNames } from '../../runtime/jsonata/runtime/builtIns';
import type { JsonSchema } from '../../runtime/schema/jsonSchema';
import type { FileSchemas } from './complete';

/** What is the same for all destinations. */
export interface Resources {
  schemas: FileSchemas;
  /** The names of all functions that expressions may call. */
  functions: readonly string[];
}

export async function loadResources(files: Files): Promise<Resources> {
  const { runtime, library } = await knownNames();
  const functions = new Set([...runtime, ...builtInNames, ...library]);
  functions.delete('compiledExecutor');
  const read = async (name: string): Promise<JsonSchema> =>
    JSON.parse(await files.read(files.join(files.packageRoot, `schemas/${name}.schema.json`))) as JsonSchema;
  return {
    schemas: { workflow: await read('workflow'), manifest: await read('destination') },
    functions: [...functions].sort(),
  };
}
