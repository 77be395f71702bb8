import { existsSync, readFileSync } from 'node:fs';
import { precompiledFile } from '../../../runtime/schema/precompiledSchemas';
import { renderSchemaModule } from '../../../runtime/schema/standalone';
import type { SchemaCode } from '../contract';

/** Compiles a schema to the JavaScript of its validator. @param text the schema file, possibly with syntax errors */
export function schemaCode(text: string): SchemaCode {
  const precompiled = precompiledFile(text);
  try {
    const code = existsSync(precompiled)
      ? readFileSync(precompiled, 'utf8')
      : renderSchemaModule(JSON.parse(text) as object);
    return { text, code };
  } catch (error) {
    return { text, problem: (error as Error).message };
  }
}
