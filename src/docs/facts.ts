import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { Destination } from '../destination/destination';

/** What the blocks of a README are made from, all of it the destination's own data. */
export interface Facts {
  /** `destination.yaml`. */
  manifest: unknown;
  /** The config schema. */
  config: unknown;
  /** The workflows' tables, by the names that they are bound to. */
  tables: Record<string, unknown>;
  /** The files of docs/, by their names without `.yaml`. */
  docs: Record<string, unknown>;
  /** The codes of the warnings that workflows give, sorted. */
  codes: string[];
}

/** Reads the facts of a destination, whose folder has been checked when it was loaded. */
export function readFacts({ path, manifest }: Destination): Facts {
  const read = (file: string) => readFileSync(join(path, file), 'utf8');
  const files = (readdirSync(path, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  const isDoc = (file: string) => /^docs[\\/]/.test(file);
  const workflows = files.filter((file) => !isDoc(file)).map(read);
  const bound = workflows.flatMap(boundTables);
  const codes = workflows.flatMap((text) =>
    [...text.matchAll(/"code": "([A-Z_]+)"/g)].map(([, code]) => code ?? ''),
  );
  return {
    manifest,
    config: JSON.parse(read(manifest.schemas.config)) as unknown,
    tables: Object.assign(
      {},
      ...[...new Set(bound)].map((file) => JSON.parse(read(file)) as object),
    ) as Facts['tables'],
    docs: Object.fromEntries(
      files.filter(isDoc).map((file) => [basename(file, '.yaml'), parse(read(file)) as unknown]),
    ),
    codes: [...new Set(codes)].sort(),
  };
}

function boundTables(workflow: string): string[] {
  const { bindings = [] } = parse(workflow) as { bindings?: { path?: string }[] };
  return bindings.flatMap(({ path = '' }) => (path.endsWith('.json') ? [path] : []));
}
