import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../temporaryFolder';

const root = join(__dirname, '../../..');

/** A copy of a destination with its schemas and some of its goldens, laid out as here, for a test to write to. */
export interface Copy {
  root: string;
  folder: string;
  goldenRoot: string;
}

/** @param goldens the goldens that are copied: features, or `<feature>/<name>` */
export function copyDestination(name: string, goldens: readonly string[]): Copy {
  const copy = temporaryFolder();
  const take = (path: string) => {
    mkdirSync(join(copy, path, '..'), { recursive: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  };
  [
    `destinations/${name}`,
    `schemas/${name}`,
    ...goldens.map((each) => `test/goldens/${name}/${each}`),
  ].forEach(take);
  return {
    root: copy,
    folder: join(copy, 'destinations', name),
    goldenRoot: join(copy, 'test/goldens', name),
  };
}
