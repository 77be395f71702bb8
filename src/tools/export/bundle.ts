import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFiles } from '../../runtime/destination/nodeFiles';

/** The run-time code of an export, bundled when destkit was built; it defines `destkit` with what it exports. */
export function readBundle(name: string): Promise<string> {
  return readFile(join(nodeFiles.packageRoot, 'dist/tools/export/bundles', `${name}.js`), 'utf8');
}

/** JSON as JavaScript: its two line separators were no part of string literals before ES2019. */
export function toLiteral(value: unknown): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
