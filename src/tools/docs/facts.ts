import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { Destination } from '../../runtime/destination/destination';
import { readConfigSchema } from '../../runtime/destination/load';
import { FolderReader } from '../../runtime/destination/folderReader';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import type { TextDocument } from '../../runtime/schema/document';
import { listFiles } from '../../runtime/workflow/workflowFile';

/** The data from which the blocks of a README are generated, all from the destination itself. */
export interface Facts {
  /** The manifest, `destination.yaml`. */
  manifest: unknown;
  /** The config schema. */
  config: unknown;
  /** The workflows' tables, by the names to which they are bound. */
  tables: Record<string, unknown>;
  /** The files of docs/, by their names without `.yaml`. */
  docs: Record<string, unknown>;
  /** The codes of the warnings in the workflows, sorted. */
  codes: string[];
}

/** Reads the facts of a destination, whose folder was checked when it was loaded. @throws FILE_SYNTAX */
export async function readFacts({ path, manifest }: Destination): Promise<Facts> {
  const folder = new FolderReader(path, nodeFiles);
  const names = (readdirSync(path, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  const files = new Map<string, TextDocument>();
  for (const name of names) {
    files.set(name, await readSound(name, folder));
  }
  const isDoc = (name: string) => /^docs[\\/]/.test(name);
  const others = [...files].flatMap(([name, document]) => (isDoc(name) ? [] : [document]));
  const codes = others.flatMap(({ text }) =>
    [...text.matchAll(/"code": "([A-Z_]+)"/g)].map(([, code]) => code ?? ''),
  );
  const bound = others.flatMap(({ value }) => listFiles(value)).filter(({ kind }) => kind === 'table');
  const tables = [...new Set(bound.map(({ file }) => file))].map((file) => readSound(file, folder));
  return {
    manifest,
    config: await readConfigSchema({ path, manifest }),
    tables: Object.assign(
      {},
      ...(await Promise.all(tables)).map(({ value }) => value as object),
    ) as Facts['tables'],
    docs: Object.fromEntries(
      [...files].flatMap(([name, { value }]) => (isDoc(name) ? [[basename(name, '.yaml'), value]] : [])),
    ),
    codes: [...new Set(codes)].sort(),
  };
}

async function readSound(file: string, folder: FolderReader): Promise<TextDocument> {
  const document = await folder.read(file);
  const [error] = document.syntaxErrors;
  if (error) {
    throw error;
  }
  return document;
}
