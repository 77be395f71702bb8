import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Destination } from '../../runtime/destination/destination';
import { listFiles } from '../../runtime/workflow/workflowFile';

/** The files of a destination folder that a host needs, as text, each by its path from the folder. */
export interface Plugin {
  /** The workflows of the features asked for, and those that their steps run. */
  workflows: ReadonlyMap<string, string>;
  /** What the workflows bind and read besides: tables, expressions in files of their own. */
  tables: ReadonlyMap<string, string>;
}

/** Reads the files of some features of a destination that has been loaded, and thereby checked. */
export async function readPlugin(
  { manifest, path: folder }: Destination,
  features: readonly string[],
): Promise<Plugin> {
  const read = (path: string) => readFile(join(folder, path), 'utf8');
  const workflows = new Map<string, string>();
  const tables = new Map<string, string>();
  const visit = async (file: string): Promise<void> => {
    const path = normalise(file);
    if (workflows.has(path)) {
      return;
    }
    const text = await read(path);
    workflows.set(path, text);
    for (const { kind, file: named } of listFiles(parse(text))) {
      if (kind === 'workflow') {
        await visit(named);
      } else {
        tables.set(normalise(named), await read(named));
      }
    }
  };
  for (const feature of features) {
    const file = manifest.features[feature];
    if (file !== undefined) {
      await visit(file);
    }
  }
  return { workflows: sorted(workflows), tables: sorted(tables) };
}

function normalise(path: string): string {
  return path.replace(/^\.\//, '');
}

function sorted(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}
