import { existsSync, readFileSync } from 'node:fs';
import { readyFile } from '../../../runtime/schema/ready';
import { renderSchemaModule } from '../../../runtime/schema/standalone';
import type { SchemaCode } from '../contract';

/** The validator of a schema as JavaScript. @param text that of the schema's file, which may be half typed */
export function schemaCode(text: string): SchemaCode {
  const ready = readyFile(text);
  try {
    const code = existsSync(ready)
      ? readFileSync(ready, 'utf8')
      : renderSchemaModule(JSON.parse(text) as object);
    return { text, code };
  } catch (error) {
    return { text, problem: (error as Error).message };
  }
}
