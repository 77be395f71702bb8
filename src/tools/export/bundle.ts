import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFiles } from '../../runtime/destination/nodeFiles';

/** Code for a host, bundled when destkit was built: a path in dist. */
export function readBundle(path: string): Promise<string> {
  return readFile(join(nodeFiles.packageRoot, 'dist', path), 'utf8');
}

/** JSON as JavaScript: its two line separators were not allowed in string literals before ES2019. */
export function toLiteral(value: unknown): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
