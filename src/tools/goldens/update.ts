import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from './compare';
import { renderGolden, type GoldenResult } from './run';

/** Rewrites output.json if the result differs. Returns whether it did. */
export function updateGolden({ golden, actual }: GoldenResult): boolean {
  if (compare(golden.expected, actual).length === 0) {
    return false;
  }
  writeFileSync(join(golden.folder, 'output.json'), renderGolden(golden.expected, actual));
  return true;
}
