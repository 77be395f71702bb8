import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createValidator, type SchemaModule, type Validator } from './validating';

const folder = join(__dirname, '../../../dist/runtime/schema/ready');

/** Where the build writes the JavaScript of a schema. */
export function readyFile(text: string): string {
  return join(folder, `${createHash('sha256').update(text).digest('hex')}.js`);
}

/**
 * The validator of a schema, if the build has made one of this very text, as it does of all that come with the package:
 * compiling a schema takes longer than most of what a command does.
 */
export function readyValidator(text: string): Validator | undefined {
  const file = readyFile(text);
  if (!existsSync(file)) {
    return undefined;
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- written by the build: there is nothing to import before
  const ready = require(file) as SchemaModule;
  const schema = JSON.parse(text) as object;
  return createValidator(ready.make(schema), schema);
}
