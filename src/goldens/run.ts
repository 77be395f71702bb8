import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Destination, EngineName } from '../destination/destination';
import type { GoldenCase } from './cases';
import { alignKeys, compare, type Difference } from './compare';

export interface GoldenResult {
  golden: GoldenCase;
  /** Empty when the golden holds. */
  differences: Difference[];
  actual: unknown;
  milliseconds: number;
}

/** Runs one golden. Where in the workflow an error arose is not part of what a golden holds: lines move. */
export async function runGolden(
  destination: Destination,
  golden: GoldenCase,
  engine?: EngineName,
): Promise<GoldenResult> {
  const started = performance.now();
  const outcome = await destination.run(golden.feature, golden.input, { ...golden.options, engine });
  const actual: unknown = JSON.parse(JSON.stringify(outcome));
  return {
    golden,
    differences: compare(withoutPlace(golden.expected), withoutPlace(actual)),
    actual,
    milliseconds: performance.now() - started,
  };
}

/** Rewrites output.json when the result is not what it holds. Returns whether it did. */
export function updateGolden({ golden, actual }: GoldenResult): boolean {
  if (compare(golden.expected, actual).length === 0) {
    return false;
  }
  const text = `${JSON.stringify(alignKeys(golden.expected, actual), null, 2)}\n`;
  writeFileSync(join(golden.folder, 'output.json'), text);
  return true;
}

function withoutPlace(outcome: unknown): unknown {
  const { error } = (outcome ?? {}) as { error?: object };
  if (!error) {
    return outcome;
  }
  const kept = Object.entries(error).filter(([key]) => key !== 'at' && key !== 'expression');
  return { ...(outcome as object), error: Object.fromEntries(kept) };
}
