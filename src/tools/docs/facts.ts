import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Destination } from '../../runtime/destination/destination';
import { displayPath } from '../../runtime/destination/folder';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { TextDocument } from '../../runtime/schema/document';

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

/** Reads the facts of a destination, whose folder has been checked when it was loaded. @throws FILE_SYNTAX */
export function readFacts({ path, manifest }: Destination): Facts {
  const read = (file: string) => readFileSync(join(path, file), 'utf8');
  const files = (readdirSync(path, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  const isDoc = (file: string) => /^docs[\\/]/.test(file);
  const readYaml = (file: string) => parseYaml(displayPath(join(path, file), nodeFiles), read(file));
  const others = files.filter((file) => !isDoc(file));
  const bound = others.flatMap((file) => boundTables(readYaml(file)));
  const codes = others
    .map(read)
    .flatMap((text) => [...text.matchAll(/"code": "([A-Z_]+)"/g)].map(([, code]) => code ?? ''));
  return {
    manifest,
    config: JSON.parse(read(manifest.schemas.config)) as unknown,
    tables: Object.assign(
      {},
      ...[...new Set(bound)].map((file) => JSON.parse(read(file)) as object),
    ) as Facts['tables'],
    docs: Object.fromEntries(files.filter(isDoc).map((file) => [basename(file, '.yaml'), readYaml(file)])),
    codes: [...new Set(codes)].sort(),
  };
}

function parseYaml(file: string, text: string): unknown {
  const { value, syntaxErrors } = new TextDocument(file, text);
  const [error] = syntaxErrors;
  if (error) {
    throw error;
  }
  return value;
}

function boundTables(workflow: unknown): string[] {
  const { bindings } = (workflow ?? {}) as { bindings?: { path?: string }[] };
  return (bindings ?? []).flatMap(({ path = '' }) => (path.endsWith('.json') ? [path] : []));
}
