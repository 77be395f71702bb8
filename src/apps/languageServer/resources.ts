import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownNames } from '../../runtime/destination/knownNames';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { builtInNames } from '../../runtime/jsonata/runtime/builtIns';
import type { JsonSchema } from '../../runtime/schema/jsonSchema';
import type { FileSchemas } from '../../tools/editing/complete';

/** What is the same for all destinations. */
export interface Resources {
  schemas: FileSchemas;
  /** The names of all functions that expressions may call. */
  functions: readonly string[];
}

export async function loadResources(): Promise<Resources> {
  const { runtime, library } = await knownNames();
  const functions = new Set([...runtime, ...builtInNames, ...library]);
  functions.delete('compiledExecutor');
  return {
    schemas: { workflow: readSchema('workflow'), manifest: readSchema('destination') },
    functions: [...functions].sort(),
  };
}

function readSchema(name: string): JsonSchema {
  const file = join(nodeFiles.packageRoot, 'schemas', `${name}.schema.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as JsonSchema;
}
