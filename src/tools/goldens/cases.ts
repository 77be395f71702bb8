import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Destination } from '../../runtime/destination/destination';
import { nodeFiles } from '../../runtime/destination/nodeFiles';
import { createError } from '../../runtime/errors/destkitError';
import { createCase, type GoldenCase, type GoldenPlace } from './goldenCase';

/** The goldens of a destination: its own `goldens` folder, else `test/goldens/<name>` beside `destinations`. */
export function listGoldens(destination: Pick<Destination, 'path' | 'name'>): GoldenPlace[] {
  const root = goldenRoot(destination);
  return nodeFiles.subfolders(root).flatMap((feature) =>
    nodeFiles
      .subfolders(join(root, feature))
      .flatMap((name) => goldensBelow(join(root, feature), name))
      .map((name) => ({ feature, name, folder: join(root, feature, name) })),
  );
}

/** A folder that only has other folders is no golden itself: goldens are sorted into such. */
function goldensBelow(root: string, name: string): string[] {
  const folders = nodeFiles.subfolders(join(root, name));
  const isGolden = folders.length === 0 || existsSync(join(root, name, 'input.json'));
  return [
    ...(isGolden ? [name] : []),
    ...folders.flatMap((folder) => goldensBelow(root, `${name}/${folder}`)),
  ];
}

/** All goldens with what their files hold. */
export function readCases(destination: Destination): GoldenCase[] {
  return listGoldens(destination).map(readCase);
}

export function goldenRoot(destination: Pick<Destination, 'path' | 'name'>): string {
  const own = join(destination.path, 'goldens');
  return existsSync(own) ? own : join(destination.path, '../../test/goldens', destination.name);
}

/** @throws GOLDEN_INVALID */
export function readCase(place: GoldenPlace): GoldenCase {
  const content = readJson(join(place.folder, 'input.json'));
  if (content === undefined) {
    throw createError('GOLDEN_INVALID', { problem: `${join(place.folder, 'input.json')} is missing` });
  }
  return createCase({ ...place, content, expected: readJson(join(place.folder, 'output.json')) });
}

/** Undefined when there is no such file. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw createError('GOLDEN_INVALID', { problem: `${file} is not JSON` });
  }
}
