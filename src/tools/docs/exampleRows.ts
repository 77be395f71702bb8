import { join } from 'node:path';
import type { Destination } from '../../runtime/destination/destination';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import type { Outcome } from '../../runtime/destination/outcome';

/** An example event of the manifest and its outcome. */
export type ExampleRow = { line: number; message: unknown } & Outcome;

/** The manifest's example events with their outcomes; empty if it has no examples. */
export async function readExampleRows(destination: Destination): Promise<ExampleRow[]> {
  const { examples } = destination.manifest;
  if (!examples) {
    return [];
  }
  const read = (file: string) => nodeFiles.read(join(destination.path, file));
  const Config: unknown = JSON.parse(await read(examples.config));
  const rows: ExampleRow[] = [];
  for (const [index, text] of (await read(examples.events)).trim().split('\n').entries()) {
    const message: unknown = JSON.parse(text);
    const outcome = await destination.transform({ message, destination: { Config } });
    rows.push({ line: index + 1, message, ...outcome });
  }
  return rows;
}
