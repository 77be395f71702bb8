import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFinding } from '../../../src/runtime/schema/findings';
import { compileSchema } from '../../../src/runtime/schema/validator';

const root = join(__dirname, '../../..');

/** A file of the repository, by its path from the root. */
export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function readSchema(path: string): Record<string, unknown> {
  return JSON.parse(readText(`schemas/${path}`)) as Record<string, unknown>;
}

/** What a schema says of a value, as it is printed. */
export function createCheck(schema: object, prefix = ''): (value: unknown) => string[] {
  const validator = compileSchema(schema);
  return (value) => validator.check(value).map((finding) => formatFinding(finding, prefix));
}
