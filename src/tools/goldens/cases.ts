import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Destination } from '../../runtime/destination/destination';
import { isHostFolder } from '../../runtime/destination/locate';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { createError } from '../../runtime/errors/destkitError';
import { MAX_FILE_BYTES } from '../../runtime/limits';
import { createCase, type GoldenCase, type GoldenPlace } from './goldenCase';

/** The goldens of a destination: see `goldenRoot`. */
export function listGoldens(destination: Pick<Destination, 'path' | 'name'>): GoldenPlace[] {
  const root = goldenRoot(destination);
  ensureOwn(destination, root);
  return nodeFiles.subfolders(root).flatMap((feature) =>
    nodeFiles
      .subfolders(join(root, feature))
      .flatMap((name) => goldensBelow(join(root, feature), name))
      .map((name) => ({ feature, name, folder: join(root, feature, name) })),
  );
}

/**
 * Goldens are read and rewritten only in their own folder: no symbolic link may point elsewhere. Links among them are
 * not followed.
 *
 * @throws FILE_OUTSIDE
 */
function ensureOwn({ path }: Pick<Destination, 'path'>, root: string): void {
  const base = root === join(path, 'goldens') ? path : join(path, '../..');
  if (nodeFiles.realPath(root) !== join(nodeFiles.realPath(base), relative(base, root))) {
    const problem = "a symbolic link leads out of the destination's folder";
    throw createError('FILE_OUTSIDE', { file: relative('.', root), problem });
  }
}

/** A folder that contains only other folders is not a golden itself; it groups goldens. */
function goldensBelow(root: string, name: string): string[] {
  const folders = nodeFiles.subfolders(join(root, name));
  const isGolden = folders.length === 0 || existsSync(join(root, name, 'input.json'));
  return [
    ...(isGolden ? [name] : []),
    ...folders.flatMap((folder) => goldensBelow(root, `${name}/${folder}`)),
  ];
}

/** All goldens with the contents of their files. */
export function readCases(destination: Destination): GoldenCase[] {
  return listGoldens(destination).map(readCase);
}

/**
 * Where the goldens of a destination are: in its own folder `goldens`, else in `test/goldens/<name>` beside `destinations`,
 * where a host has tests of its own.
 */
export function goldenRoot({ path, name }: Pick<Destination, 'path' | 'name'>): string {
  const own = join(path, 'goldens');
  return existsSync(own) || isHostFolder(path, nodeFiles) ? own : join(path, '../../test/goldens', name);
}

/** @throws GOLDEN_INVALID */
export function readCase(place: GoldenPlace): GoldenCase {
  const content = readJson(join(place.folder, 'input.json'));
  if (content === undefined) {
    throw createError('GOLDEN_INVALID', { problem: `${join(place.folder, 'input.json')} is missing` });
  }
  return createCase({ ...place, content, expected: readJson(join(place.folder, 'output.json')) });
}

/** @throws GOLDEN_INVALID if it is not a regular file, or too large */
function ensurePlain(file: string): void {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) {
    throw createError('GOLDEN_INVALID', { problem: `${file} is not a regular file` });
  }
  if (stats && stats.size > MAX_FILE_BYTES) {
    throw createError('GOLDEN_INVALID', { problem: `${file} has more than ${String(MAX_FILE_BYTES)} bytes` });
  }
}

/** Undefined if the file does not exist. */
function readJson(file: string): unknown {
  ensurePlain(file);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw createError('GOLDEN_INVALID', { problem: `${file} is not JSON` });
  }
}
