import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createValidator, type Validate, type Validator } from './validating';

/** A schema of the package's own as JavaScript that was written when the package was built. */
interface ReadySchema {
  /** The schema's text at that time. */
  text: string;
  /** Makes the function that validates; its errors carry parts of the schema that it is given. */
  make(schema: object): Validate;
}

const folder = join(__dirname, '../../dist/schema/ready');

/**
 * The validator of one of the package's own schemas, if the build has made one of this text: compiling it would take longer
 * than all else that a command does.
 *
 * @param name of its file, without `.schema.json`
 */
export function readyValidator(name: string, text: string): Validator | undefined {
  const file = join(folder, `${name}.js`);
  if (!existsSync(file)) {
    return undefined;
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- written by the build: there is nothing to import before
  const ready = require(file) as ReadySchema;
  const schema = JSON.parse(text) as object;
  return ready.text === text ? createValidator(ready.make(schema), schema) : undefined;
}
