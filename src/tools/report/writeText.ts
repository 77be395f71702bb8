import { writeFileSync } from 'node:fs';
import { unwritable } from '../../runtime/errors/unwritable';

/** Writes a file at once. `name`: the name of the file in an error. @throws OUTPUT_UNWRITABLE */
export function writeText(path: string, text: string, name = path): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw unwritable(name, error);
  }
}
