import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFiles } from '../../runtime/destination/nodeFiles';

/** The version of the package. */
export function readVersion(): string {
  const text = readFileSync(join(nodeFiles.packageRoot, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
