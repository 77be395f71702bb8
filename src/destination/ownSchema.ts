import { compileSchema, type Validator } from '../schema/validator';
import type { Files } from './nodeFiles';

/** The validator of one of the package's own schemas: `destination` or `workflow`. */
export async function openOwnSchema(name: string, files: Files): Promise<Validator> {
  const text = await files.read(files.join(files.packageRoot, `schemas/${name}.schema.json`));
  return files.readyValidator(name, text) ?? compileSchema(JSON.parse(text) as object);
}
