import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { createError } from '../../runtime/errors/destkitError';
import { unwritable } from '../../runtime/errors/unwritable';
import { fillFromSample } from './fromSample';
import { readTemplate, rename } from './template';

/** The input for a new destination. */
export interface NewDestination {
  name: string;
  /** The parent of the new folder. */
  parent: string;
  /** A request body from which its schema and mapping are drafted. */
  sample?: Record<string, unknown> | undefined;
}

/**
 * Writes the folder of a new destination, which passes lint and its tests.
 *
 * @returns the paths of the files, relative to the folder
 * @throws USAGE for an invalid destination name; FOLDER_EXISTS; OUTPUT_UNWRITABLE
 */
export async function createDestination({ name, parent, sample }: NewDestination): Promise<string[]> {
  if (!/^[a-z][a-z0-9_-]*$/.test(name)) {
    const problem = `a destination's name is lower-case letters, digits, - and _, starting with a letter: ${JSON.stringify(name)} is not`;
    throw createError('USAGE', { problem });
  }
  const folder = join(parent, name);
  const names = { name, title: toTitle(name), folder: asArgument(folder), schemas: schemasFrom(folder) };
  const template = readTemplate().map((file) => rename(file, names));
  const files = sample === undefined ? template : fillFromSample(template, sample);
  await makeFolder(folder);
  for (const { path, text } of files) {
    const file = join(folder, path);
    await guard(file, async () => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { flag: 'wx' });
    });
  }
  return files.map(({ path }) => path);
}

/** The folder as an argument that commands interpret as a path, not as a name. */
export function asArgument(folder: string): string {
  const path = folder.split(sep).join('/');
  return /^(?:\/|\.\.?\/|[A-Za-z]:)/.test(path) ? path : `./${path}`;
}

/** Existing files are never overwritten: the folder must be a new one. */
async function makeFolder(folder: string): Promise<void> {
  await guard(folder, async () => {
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder).catch((error: unknown) => {
      throw (error as NodeJS.ErrnoException).code === 'EEXIST'
        ? createError('FOLDER_EXISTS', { folder })
        : error;
    });
  });
}

async function guard(file: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined || code === 'FOLDER_EXISTS' ? error : unwritable(file, error);
  }
}

/** `push-hub` -> `Push Hub` */
function toTitle(name: string): string {
  return name
    .split(/[-_]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** Editors find the schemas in the package if it is part of the same project; otherwise no path to it is reliable. */
function schemasFrom(folder: string): string | undefined {
  const { packageRoot } = nodeFiles;
  const modules = `${sep}node_modules${sep}`;
  const project = packageRoot.includes(modules)
    ? packageRoot.slice(0, packageRoot.indexOf(modules))
    : packageRoot;
  return resolve(folder).startsWith(`${project}${sep}`)
    ? relative(resolve(folder), join(packageRoot, 'schemas')).split(sep).join('/')
    : undefined;
}
